import '../../tests/support/bsre.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDocument } from '#documents';
import { listLedger } from '#people';
import { bsre } from '../../tests/support/bsre.ts';
import { deskOf, medan } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { issued, issuedWithFile, rowOf } from '../../tests/support/documents.ts';
import { resident } from '../../tests/support/residents.ts';
import { makeFile } from './make-file.ts';

await testDatabase();

test('the documents of the government whose seal it is are sealed, those of others signed as before', async () => {
	const holder = await resident();
	const own = await issuedWithFile({ holder: { kind: 'person', id: holder.accountId, name: 'Contoh' } });
	const text = own.file.toString('latin1');
	assert.equal((await rowOf(own.id)).signedWith, 'bsre');
	assert.doesNotMatch(text, /\/Type \/Sig\b/, 'no place of ours beside it');
	assert.match(text, /\/ByteRange \[0 1 2 3\]/);
	const [seen] = await findDocument(own.number, '192.0.2.0/24');
	assert.equal(seen?.signedWith, 'bsre');
	const other = await issuedWithFile({ desk: await deskOf(medan, 'licensing') });
	assert.equal((await rowOf(other.id)).signedWith, 'test-authority');
	assert.equal(bsre.sealed, 1);
	const [line] = (await listLedger(holder)).lines;
	assert.deepEqual(
		[line?.act, line?.who],
		['documents-seal', 'BSrE'],
		'and its holder knows who was handed it',
	);
});

for (const answers of ['broken', 'another file', 'unsigned'] as const) {
	test(`${answers}: the document waits without a file, and has one once it works again`, async () => {
		const document = await issued();
		bsre.answers = answers;
		await assert.rejects(makeFile(document), /BSrE/);
		assert.equal((await rowOf(document.id)).sha256, null);
		bsre.answers = 'sealed';
		await makeFile(document);
		assert.equal((await rowOf(document.id)).signedWith, 'bsre');
	});
}
