import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueDocument, listDocumentsOf } from '#documents';
import { migratorDb, withScope, withTx } from '#platform/db';
import { deskOf, medan } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { issued, newDocument } from '../../tests/support/documents.ts';

await testDatabase();

async function numbersOf(series: string): Promise<number[]> {
	const { rows } = await migratorDb.query<{ seq: number }>({
		text: 'select seq from documents.document where series = $1 order by seq',
		values: [series],
	});
	return rows.map(({ seq }) => seq);
}

test('two hundred at once, a third of which fail late: no gap and no double', async () => {
	const series = 'crowd';
	const results = await Promise.allSettled(
		Array.from({ length: 300 }, async (_, i) => {
			const document = await newDocument({ series });
			return withTx(async (tx) => {
				const given = await issueDocument(tx, document);
				if (i % 3 === 0) throw new Error('something after it failed');
				return given;
			});
		}),
	);
	const given = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.number] : []));
	assert.equal(given.length, 200);
	assert.equal(new Set(given).size, 200);
	assert.deepEqual(
		await numbersOf(series),
		Array.from({ length: 200 }, (_, i) => i + 1),
	);
});

test('an act that is done twice, even at once, gives one document', async () => {
	const document = await newDocument({ series: 'twice' });
	const again = () => withTx((tx) => issueDocument(tx, document));
	const first = await again();
	const results = await Promise.all([again(), again(), again()]);
	assert.deepEqual(new Set([first, ...results].map(({ number }) => number)).size, 1);
	const race = await newDocument({ series: 'race' });
	const raced = await Promise.all(Array.from({ length: 100 }, () => withTx((tx) => issueDocument(tx, race))));
	assert.equal(new Set(raced.map(({ documentId }) => documentId)).size, 1);
	assert.deepEqual(await numbersOf('race'), [1]);
});

test('each office counts for itself, and a subject has as many documents as it has keys', async () => {
	const one = await issued({ series: 'own' });
	const other = await issued({ series: 'own', desk: await deskOf(medan, 'licensing') });
	assert.equal(one.number, other.number, 'two governments may give the same number');
	const subject = `application:${one.pemda}:01900000-0000-7000-8000-000000000000`;
	await issued({ series: 'own', subject });
	await issued({ series: 'own', subject, key: 'second' });
	const listed = await withScope({ pemda: [one.pemda] }, (tx) => listDocumentsOf(tx, subject));
	assert.deepEqual(
		listed.map(({ number }) => number.split('/')[1]),
		['0002', '0003'],
	);
	assert.deepEqual(
		await withTx((tx) => listDocumentsOf(tx, subject)),
		[],
		'without a scope there is nothing',
	);
});

test('what it said and what it follows from are kept; nothing of it can be changed', async () => {
	const document = await issued({ series: 'kept' });
	const { rows } = await migratorDb.query<{ snapshot: object; version: string }>({
		text: 'select snapshot, template_version as version from documents.document where id = $1',
		values: [document.id],
	});
	assert.deepEqual(rows, [{ snapshot: { answers: { name: 'Bengkel Maju Jaya' } }, version: 'test' }]);
	const attempt = (text: string) => withScope({ system: true }, (tx) => tx.query({ text }));
	await assert.rejects(attempt(`update documents.document set holder_name = 'Lain'`), /permission denied/);
	await assert.rejects(attempt(`update documents.document set number = '1'`), /permission denied/);
	await assert.rejects(attempt('delete from documents.document'), /permission denied/);
	await assert.rejects(attempt('update documents.event set basis = basis'), /permission denied/);
});
