import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkLicence, importEnterprises } from '#business';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { testDatabase } from '../../../tests/support/database.ts';

await testDatabase();
const by = 'system:test';
const header = 'nib,name,form,scale,region,kbli,status,issued_on,as_of,owner_nik,address';
const row = (nib: string, more: Partial<Record<string, string>> = {}) =>
	[
		...[
			nib,
			more['name'] ?? 'Bengkel Maju',
			more['form'] ?? 'person',
			more['scale'] ?? 'micro',
			more['region'] ?? '12.75',
		],
		...[
			more['kbli'] ?? '45407|45406',
			more['status'] ?? 'active',
			more['issued'] ?? '2024-01-31',
			more['asOf'] ?? '2026-11-01',
		],
		...['1275010101900001', '"Jl. Rahasia 1, Binjai"'],
	].join(',');
const file = (...rows: string[]) => [header, ...rows].join('\n');
const run = (csv: string, dry = false) => importEnterprises(csv, { by, dry });
const found = async (nib: string) => {
	const answer = await checkLicence(nib, 'test');
	return answer.kind === 'business' ? answer.found : assert.fail('a document');
};

test('a dry run names what each row would do and keeps nothing', async () => {
	const { counts, lines } = await run(
		file(
			row('1234567890123'),
			row('123456789012'),
			row('12345678901AB'),
			row('1234567890124', { region: '11.01' }),
			row('1234567890125', { region: '12.99' }),
			row('1234567890126', { kbli: '4540' }),
			row('1234567890127', { issued: '2024-02-30' }),
			row('1234567890128', { asOf: '2999-01-01' }),
			row('1234567890129', { status: 'ok' }),
			row('1234567890130', { name: '' }),
			row('1234 5678 90123'),
			'1,2,3',
		),
		true,
	);
	assert.deepEqual(counts, { new: 1, changed: 0, same: 0, wrong: 11 });
	assert.deepEqual(
		lines.map(({ line, why }) => [line, why]),
		[
			...[
				[2, undefined],
				[3, 'nib'],
				[4, 'nib'],
				[5, 'region'],
				[6, 'region'],
				[7, 'kbli'],
				[8, 'day'],
				[9, 'day'],
			],
			...[
				[10, 'status'],
				[11, 'name'],
				[12, 'twice'],
				[13, 'cells'],
			],
		],
	);
	assert.equal(await found('1234567890123'), null);
});

test('what comes in is what a stranger may see: no address, no owner', async () => {
	await run(file(row('1234567890123')));
	assert.deepEqual(await found('1234.5678.90123'), {
		...{ nib: '1234567890123', name: 'Bengkel Maju', form: 'person', scale: 'micro', region: '12.75' },
		...{ kbli: ['45406', '45407'], status: 'active', issuedOn: '2024-01-31', asOf: '2026-11-01' },
	});
	const { rows } = await migratorDb.query<{ text: string }>({
		text: 'select e::text as text from business.enterprise e',
	});
	assert.doesNotMatch(JSON.stringify(rows), /Rahasia|1275010101900001/);
});

test('the same file again changes nothing; a newer one does; an older one does not', async () => {
	assert.deepEqual((await run(file(row('1234567890123')))).counts, { new: 0, changed: 0, same: 1, wrong: 0 });
	const newer = file(row('1234567890123', { status: 'revoked', asOf: '2026-11-20' }));
	assert.equal((await run(newer)).counts.changed, 1);
	assert.equal((await found('1234567890123'))?.status, 'revoked');
	assert.equal((await run(file(row('1234567890123', { asOf: '2026-11-10' })))).counts.same, 1);
	assert.equal((await found('1234567890123'))?.status, 'revoked');
});

test('the same file many times at once is there once', async () => {
	const csv = file(...Array.from({ length: 50 }, (_, at) => row(String(9_000_000_000_000 + at))));
	await Promise.all(Array.from({ length: 10 }, () => run(csv)));
	const { rows } = await migratorDb.query<{ count: number }>({
		text: `select count(*)::int as count from business.enterprise where nib like '9%'`,
	});
	assert.equal(rows[0]?.count, 50);
});

test('bad files are refused whole, naming the columns', async () => {
	for (const text of ['', 'nib;name\n1;2', '\u0000', '[]']) {
		await assert.rejects(
			run(text),
			(error) => error instanceof Refusal && error.code === 'business/wrong-columns',
		);
	}
});

test('another number may be a document; nonsense is refused; and nobody walks through the register', async () => {
	assert.deepEqual(await checkLicence(' 503/0012/DPMPTSP/2026 ', 'x'), {
		kind: 'document',
		number: '503/0012/DPMPTSP/2026',
		documents: [],
	});
	for (const typed of ['', ' ', 'a'.repeat(90), 'x\u0000yz']) {
		await assert.rejects(
			checkLicence(typed, 'x'),
			(error) => error instanceof Refusal && error.status === 400,
		);
	}
	const asked = Array.from({ length: 125 }, (_, at) =>
		checkLicence(String(8_000_000_000_000 + at), 'walker'),
	);
	const answers = await Promise.allSettled(asked);
	assert.ok(answers.some(({ status }) => status === 'rejected'));
});
