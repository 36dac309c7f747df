import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countPublicCases, listPublicCases } from '#casework';
import { migratorDb } from '#platform/db';
import { openReport } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

const dayMs = 86_400_000;
/** Days ago: in each span of a search several, and on both sides of its ends. */
const ages = [
	0, 0.2, 1, 1.9, 2, 3, 7, 8, 9, 15, 16, 17, 40, 63, 64, 65, 100, 127, 128, 129, 300, 500, 900, 1500,
];

const numbers: string[] = [];
for (const [n, age] of ages.entries()) {
	const title = n % 3 === 0 ? 'Lampu jalan mati' : 'Jembatan rusak di Kisaran';
	const { caseId, number } = await openReport({ title, body: `Sudah lama, ${n}.` });
	numbers.push(number);
	await migratorDb.query({
		text: `with published as (
				update casework.case set publication = 'published', published_title = title, published_body = body where id = $1)
			insert into casework.word (word) select unnest('{jembatan,rusak,kisaran,lampu,jalan,mati,sudah,lama}'::text[])
			on conflict (word) do update set cases = casework.word.cases + 1`,
		values: [caseId],
	});
	await migratorDb.query({
		text: 'update casework.public_case set filed_at = $2 where case_id = $1',
		values: [caseId, new Date(Date.now() - age * dayMs)],
	});
}

/** All pages of a search. */
async function searchAll(q: string, limit: number, more = {}): Promise<string[]> {
	const found: string[] = [];
	let after: string | undefined;
	do {
		const page = await listPublicCases({ q, ...more }, { limit, ...(after ? { after } : {}) });
		found.push(...page.rows.map(({ number }) => number));
		after = page.next;
	} while (after);
	return found;
}

test('the newest first, page after page, from all of time and each once', async () => {
	const lamps = numbers.filter((_, n) => n % 3 === 0);
	const bridges = numbers.filter((_, n) => n % 3 !== 0);
	for (const limit of [1, 3, 7, 50]) {
		assert.deepEqual(await searchAll('lampu', limit), lamps);
		assert.deepEqual(await searchAll('jembatan rusak', limit), bridges);
		assert.deepEqual(await searchAll('sudah', limit), numbers);
	}
});

test('stems, beginnings and typing mistakes', async () => {
	assert.equal((await searchAll('merusak', 50)).length, 16);
	assert.equal((await searchAll('jemb', 50)).length, 16);
	const { rows, mended } = await listPublicCases({ q: 'jembatn rusak' });
	assert.equal(mended, 'jembatan rusak');
	assert.equal(rows.length, 16);
	assert.deepEqual(await searchAll('helikopter', 50), []);
});

test('beside other filters, and in another order', async () => {
	assert.equal((await searchAll('lampu', 3, { region: '12.09' })).length, 8);
	assert.deepEqual(await searchAll('lampu', 3, { region: '12.71' }), []);
	const oldest = await listPublicCases({ q: 'lampu' }, { order: 'oldest' });
	assert.deepEqual(
		oldest.rows.map(({ number }) => number),
		numbers.filter((_, n) => n % 3 === 0).reverse(),
	);
});

test('as many are counted as are found', async () => {
	assert.equal(await countPublicCases({ q: 'jembatan' }), 16);
	assert.equal(await countPublicCases({ q: 'lampu', region: '12.71' }), 0);
	assert.equal(await countPublicCases({ q: '~1.20000' }), 0);
});

test('what somebody types is words, whatever it looks like', async () => {
	for (const q of [
		"'~64.320' | lampu",
		'!lampu',
		'lampu & !jembatan',
		'__proto__',
		'constructor',
		'%',
		'\\',
		':*',
	])
		await listPublicCases({ q });
	assert.equal((await listPublicCases({ q: '!lampu' })).rows.length, 8);
});
