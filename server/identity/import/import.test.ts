import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { listOffices, listPosts } from '#regions';
import { enter, newEmail, officerWith, operator } from '../../../tests/support/accounts.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import {
	getImport,
	type ImportRef,
	listOfficers,
	type Officer,
	prepareImport,
	startImport,
	suspendOfficer,
	takeFirstPasswords,
} from '../index.ts';
import { applyImport } from './apply-import.ts';
import { forgetFirstPasswords } from './forget-first-passwords.ts';
import { readCsv } from './read-csv.ts';

const medan = '12.71';
await testDatabase();
let boss: Officer;
let administrator: Officer;
before(async () => {
	boss = await operator();
	administrator = (await officerWith(boss, medan, 'administrator')).officer;
});
after(() => setClock());

const works = (await listOffices(medan, { function: 'public-works' }))[0];
const post = (await listPosts(medan, works?.id)).find(({ role }) => role === 'officer');
assert.ok(works && post);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const prepare = (text: string, by: Officer | null = administrator) =>
	prepareImport(by, { pemda: medan, fileName: 'petugas.csv', bytes: bytesOf(text) });
const rowsOf = async (ref: ImportRef) => (await getImport(administrator, ref, { limit: 20_000 })).rows;

async function refusalOf(work: Promise<unknown>): Promise<Refusal | undefined> {
	try {
		await work;
		return undefined;
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
}

function listOf(count: number): { text: string; emails: string[] } {
	const emails = Array.from({ length: count }, newEmail);
	const lines = emails.map((email, n) => `Petugas ${n + 1},${email},${works?.slug},${post?.title}`);
	return { text: ['nama,surel,kantor,jabatan', ...lines].join('\n'), emails };
}

test('a list is read as spreadsheets write it', () => {
	const tables: [string, string][] = [
		['comma', 'nama,surel,kantor,jabatan\nSri,s@c.id,dinas,Petugas\n'],
		['semicolon, CRLF, mark', '\ufeffNama;Surel;Kantor;Jabatan\r\nSri;s@c.id;dinas;Petugas\r\n'],
		['tab, other order', 'jabatan\tkantor\tsurel\tnama\nPetugas\tdinas\ts@c.id\tSri'],
		['quotes and empty lines', 'nama,surel,kantor,jabatan\n\n"Sri","s@c.id","dinas",Petugas\n\n,,,\n'],
	];
	for (const [name, text] of tables) {
		const [line, ...more] = readCsv(bytesOf(text));
		assert.deepEqual(more, [], name);
		assert.deepEqual(line?.cells, { name: 'Sri', email: 's@c.id', office: 'dinas', post: 'Petugas' }, name);
	}
	const [quoted] = readCsv(bytesOf('nama,surel,kantor,jabatan\n"Sri, ""S.T.""\nMedan",s@c.id,d,P'));
	assert.equal(quoted?.cells['name'], 'Sri, "S.T."\nMedan');
	const [, second] = readCsv(bytesOf('nama,surel,kantor,jabatan\n"a\nb",x,y,z\nSri,s,d,P'));
	assert.equal(second?.line, 4, 'the line in the file, as an editor counts');
});

test('what is no list is refused whole', async () => {
	const table: [Uint8Array, string][] = [
		[bytesOf(''), 'identity/csv-columns'],
		[bytesOf('nama,surel\nSri,s@c.id'), 'identity/csv-columns'],
		[bytesOf('nama,surel,kantor,jabatan\n'), 'identity/csv-empty'],
		[new Uint8Array([0xff, 0xfe, 0x00, 0x41]), 'identity/csv-not-text'],
		[bytesOf(`nama,surel,kantor,jabatan\n${'a,b,c,d\n'.repeat(20_001)}`), 'identity/csv-long'],
	];
	for (const [bytes, code] of table) {
		const refusal = await refusalOf(prepareImport(administrator, { pemda: medan, fileName: 'x', bytes }));
		assert.equal(refusal?.code, code);
	}
	const stranger = (await officerWith(boss, '12.09', 'administrator')).officer;
	assert.equal((await refusalOf(prepare(listOf(1).text, stranger)))?.code, 'identity/not-yours');
});

test('a dry run says of each line what it would do, and what is wrong in which column', async () => {
	const { officer: known, email } = await officerWith(administrator, medan, 'officer');
	assert.ok(known);
	const gone = await officerWith(administrator, medan, 'triage');
	const ref = { pemda: medan, accountId: gone.officer.accountId };
	await suspendOfficer(administrator, { ...ref, suspended: true });
	const fresh = newEmail();
	const lines = [
		`Sri,${fresh},"${works.name}",${post.title},,,`,
		`Sri,${fresh.toUpperCase()},${works.slug},officer,,,`,
		`Sri,${email},${works.slug},${post.title},,,`,
		`Sri,${gone.email},${works.slug},${post.title},,,`,
		`S,bukan,tidak ada,${post.title},,,`,
		`Sri,${newEmail()},${works.slug},Raja,,,`,
		`Sri,${newEmail()},${works.slug},${post.title},plt,,`,
		`Sri,${newEmail()},${works.slug},${post.title},wakil,2026-02-30,`,
		`Sri,${newEmail()},${works.slug},${post.title},,2026-12-01,2026-11-30`,
	];
	const made = await prepare(['nama,surel,kantor,jabatan,sebagai,mulai,sampai', ...lines].join('\n'));
	const rows = await rowsOf(made);
	assert.deepEqual(
		rows.map(({ line, plan, wrong }) => [line, plan, Object.keys(wrong).sort().join(' ')]),
		[
			[2, 'new-account', ''],
			[3, 'nothing', ''],
			[4, rows[2]?.plan, ''],
			[5, 'wrong', 'email'],
			[6, 'wrong', 'email name office'],
			[7, 'wrong', 'post'],
			[8, 'wrong', 'to'],
			[9, 'wrong', 'acting from'],
			[10, 'wrong', 'to'],
		],
	);
	assert.ok(['give-post', 'nothing'].includes(rows[2]?.plan ?? ''));
	const { rows: accounts } = await migratorDb.query({
		text: 'select from identity.account where email = $1',
		values: [fresh],
	});
	assert.equal(accounts.length, 0, 'nothing is made by looking');
});

test('an administrator is nobody by a list', async () => {
	const office = (await listOffices(medan)).find(({ id }) => id === administrator.holdings[0]?.officeId);
	const made = await prepare(`nama,surel,kantor,jabatan\nSri,${newEmail()},${office?.slug},administrator`);
	const [row] = await rowsOf(made);
	assert.deepEqual([row?.plan, row?.wrong['post']], ['wrong', 'importing.wrong.second-person']);
});

test('carried out once, whatever is sent twice; passwords handed out once', async () => {
	const { text, emails } = listOf(25);
	const [one, two] = await Promise.all([prepare(text), prepare(text)]);
	const made = one ?? two;
	assert.deepEqual(await prepare(text), await prepare(text), 'the same list is the same import');
	await Promise.all([startImport(administrator, made), startImport(administrator, made)]);
	await Promise.all([runJobsOnce(), applyImport(made), applyImport(made)]);
	const { counts, outcome, rows } = await getImport(administrator, made);
	assert.deepEqual([counts.done, counts['new-account'], outcome], [25, 25, 'done']);
	assert.ok(rows.every(({ result }) => result === 'new-account'));
	const list = await takeFirstPasswords(administrator, made);
	assert.deepEqual(
		list.map(({ email }) => email),
		emails,
	);
	assert.equal((await refusalOf(takeFirstPasswords(administrator, made)))?.code, 'identity/list-taken');
	const { officer } = await enter(emails[3] ?? '', list[3]?.password);
	assert.equal(officer.mustChangePassword, true);
	const again = await prepare(`${text}\n`);
	assert.deepEqual(new Set((await rowsOf(again)).map(({ plan }) => plan)), new Set(['nothing']));
	const { rows: held } = await migratorDb.query<{ count: number }>({
		text: `select count(*)::int as count from identity.holding h join identity.account a on a.id = h.account_id
			where a.email = any ($1)`,
		values: [emails],
	});
	assert.equal(held[0]?.count, 25);
	assert.ok((await listOfficers(administrator, medan, { q: emails[3] ?? '' })).rows.length === 1);
});

test('it goes on where a process died, and stops for one who was suspended', async () => {
	const { text } = listOf(30);
	const other = (await officerWith(boss, medan, 'administrator')).officer;
	const made = await prepare(text, other);
	await startImport(other, made);
	await migratorDb.query({
		text: 'update identity.import_row set post_id = null where import_id = $1 and line = 25',
		values: [made.importId],
	});
	await assert.rejects(applyImport(made), /without a post/);
	assert.equal((await getImport(boss, made)).counts.done, 20, 'what was committed stands');
	await migratorDb.query({
		text: 'update identity.import_row set post_id = $2 where import_id = $1 and line = 25',
		values: [made.importId, post.id],
	});
	await suspendOfficer(boss, { pemda: medan, accountId: other.accountId, suspended: true });
	await applyImport(made);
	const stopped = await getImport(boss, made);
	assert.deepEqual([stopped.counts.done, stopped.outcome], [20, 'stopped']);
});

test('first passwords nobody fetched are forgotten after their week', async () => {
	const made = await prepare(listOf(2).text);
	await startImport(administrator, made);
	await applyImport(made);
	await forgetFirstPasswords();
	assert.equal((await getImport(administrator, made)).counts.passwords, 2);
	setClock(() => new Date(Date.now() + 8 * 86_400_000));
	await forgetFirstPasswords();
	setClock();
	assert.equal((await getImport(administrator, made)).counts.passwords, 0);
});

test('ten thousand lines are looked through in seconds', async (t) => {
	const { text } = listOf(10_000);
	const start = performance.now();
	const made = await prepare(text);
	const ms = performance.now() - start;
	t.diagnostic(`10,000 lines looked through in ${(ms / 1000).toFixed(1)} s`);
	assert.equal((await getImport(administrator, made)).counts['new-account'], 10_000);
	assert.ok(ms < 20_000);
});
