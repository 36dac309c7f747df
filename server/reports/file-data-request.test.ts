import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPublicCase, getCaseFile, openAsOwner } from '#casework';
import { Refusal } from '#platform/refusal';
import { fileDataRequest } from '#reports';
import { testDatabase } from '../../tests/support/database.ts';
import { resident } from '../../tests/support/residents.ts';

await testDatabase();
const hourMs = 3_600_000;
const request = {
	kind: 'correction',
	title: 'Permintaan tentang data pribadi',
	text: 'Nama saya salah tulis.',
	lang: 'id' as const,
};

test('a case with the clock of three times twenty-four hours, seen by its person and its office alone', async () => {
	const who = await resident('nik', 'Sari (contoh)');
	const receipt = await fileDataRequest(who, { ...request, key: 'a' });
	assert.equal((await fileDataRequest(who, { ...request, key: 'a' })).number, receipt.number, 'two taps');
	const opened = await openAsOwner(who, receipt.number);
	assert.ok(opened);
	const file = await getCaseFile(opened.actor, opened);
	assert.equal(file.dueAt.getTime() - file.filedAt.getTime(), 72 * hourMs);
	assert.equal((await findPublicCase(receipt.number))?.listed ?? false, false);
});

test('what is missing is named', async () => {
	await assert.rejects(
		fileDataRequest(await resident(), { ...request, kind: 'everything', text: 'x', key: 'b' }),
		(error) => {
			assert.ok(error instanceof Refusal);
			assert.deepEqual(Object.keys(error.fields).sort(), ['kind', 'text']);
			return true;
		},
	);
});
