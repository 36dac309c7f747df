import '../../../tests/support/mail-on.ts';
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import {
	confirmSearch,
	countTenders,
	forgetSearches,
	getTender,
	importTenders,
	listTenders,
	readFilter,
	saveSearch,
	stopNews,
	tellSearches,
	writeFilter,
} from '#business';
import { setClock } from '#platform/clock';
import { db, migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { testDatabase } from '../../../tests/support/database.ts';
import { waiting } from '../../../tests/support/sent.ts';

await testDatabase();
const by = 'system:test';
let present = new Date('2026-11-24T03:00:00Z');
setClock(() => present);
after(() => setClock());
const later = (hours: number) => {
	present = new Date(present.getTime() + hours * 3_600_000);
};
const release = (ocid: string, more: object = {}, tender: object = {}) => ({
	...{ ocid, id: `${ocid}-1`, date: '2026-11-20T08:00:00+07:00', tag: ['tender'] },
	buyer: { id: 'ID-KEMENDAGRI-12.75', name: 'Dinas Pekerjaan Umum Kota Binjai' },
	tender: {
		...{
			title: 'Rehabilitasi saluran drainase Jalan Soekarno Hatta',
			status: 'active',
			mainProcurementCategory: 'works',
		},
		value: { amount: 750_000_000, currency: 'IDR' },
		tenderPeriod: { startDate: '2026-11-20T08:00:00+07:00', endDate: '2026-12-10T16:00:00+07:00' },
		...tender,
	},
	...more,
});
const file = (...releases: object[]) => JSON.stringify({ version: '1.1', releases });
const run = (text: string, more: { dry?: boolean; pemda?: string } = {}) =>
	importTenders(text, { by, dry: false, ...more });

describe('import', () => {
	test('OCDS releases: dry, for real, again, newer, older', async () => {
		const text = file(
			release('ocds-a1-001'),
			release('ocds-a1-002', {}, { title: 'Pengadaan laptop sekolah', mainProcurementCategory: 'goods' }),
		);
		assert.deepEqual((await run(text, { dry: true })).counts, { new: 2, changed: 0, same: 0, wrong: 0 });
		assert.equal(await countTenders({}), 0);
		assert.equal((await run(text)).counts.new, 2);
		assert.equal((await run(text)).counts.same, 2);
		const newer = release('ocds-a1-001', { date: '2026-11-22T08:00:00+07:00' }, { status: 'cancelled' });
		assert.equal((await run(file(newer))).counts.changed, 1);
		assert.equal((await run(file(release('ocds-a1-001')))).counts.same, 1, 'an older state changes nothing');
		assert.equal((await getTender('ocds-a1-001')).status, 'cancelled');
	});
	test('records, a bare list, and one release a line say the same; the newest of one OCID counts', async () => {
		const one = release('ocds-a1-003');
		assert.equal(
			(await run(JSON.stringify({ records: [{ ocid: 'x', compiledRelease: one }] }))).counts.new,
			1,
		);
		assert.equal((await run(JSON.stringify([one]))).counts.same, 1);
		assert.equal((await run(`${JSON.stringify(one)}\n${JSON.stringify(one)}\n`)).counts.same, 1);
		assert.equal((await run(JSON.stringify(one))).counts.same, 1);
	});
	test('a plan has no tender yet', async () => {
		const planned = {
			...release('ocds-a1-004'),
			tender: undefined,
			planning: { rationale: 'Pembangunan pasar', budget: { amount: { amount: 1e9, currency: 'IDR' } } },
		};
		await run(file(planned));
		const { kind, title, amount } = await getTender('ocds-a1-004');
		assert.deepEqual([kind, title, amount], ['plan', 'Pembangunan pasar', 1e9]);
	});
	test('CSV, with what is wrong named row by row', async () => {
		const csv = [
			'ocid,pemda,kind,title,buyer,status,published_on,amount,closes_at,url',
			'ocds-c1-001,12.09,tender,Jembatan gantung,Dinas PUPR Asahan,active,2026-11-21,2500000000,2026-12-20,https://spse.example/1',
			'ocds-c1-002,,plan,Meja kursi,Dinas Pendidikan,planned,2026-11-01,,,',
			'x,12.09,tender,Judul,Pembeli,active,2026-11-21,,,',
			'ocds-c1-004,11.01,tender,Judul,Pembeli,active,2026-11-21,,,',
			'ocds-c1-005,12.98,tender,Judul,Pembeli,active,2026-11-21,,,',
			'ocds-c1-006,12.09,lelang,Judul,Pembeli,active,2026-11-21,,,',
			'ocds-c1-007,12.09,tender,Judul,Pembeli,active,2026-13-21,,,',
			'ocds-c1-008,12.09,tender,Judul,Pembeli,active,2026-11-21,-5,,',
			'ocds-c1-009,12.09,tender,Judul,Pembeli,active,2026-11-21,,,javascript:alert(1)',
			'ocds-a1-002,12.09,tender,Milik orang,Pembeli,active,2026-11-21,,,',
		].join('\n');
		const { lines, counts } = await run(csv);
		assert.deepEqual(counts, { new: 1, changed: 0, same: 0, wrong: 9 });
		assert.deepEqual(
			lines.map(({ why }) => why),
			[undefined, 'pemda', 'ocid', 'pemda', 'pemda', 'kind', 'day', 'amount', 'url', 'other-government'],
		);
		assert.equal((await run(csv, { pemda: '12' })).counts.new, 1, 'whose rows name none');
	});
	test('what is no such file is refused, or its rows are named', async () => {
		for (const text of ['{', '{"x":1}', '{"releases":3}', 'null', '', 'a,b\n1,2']) {
			await assert.rejects(run(text), (error) => error instanceof Refusal && error.status === 400, text);
		}
		const odd = [
			null,
			3,
			'x',
			{},
			[],
			release('ocds-z', { date: 'gestern' }),
			release('ocds-y-1', {}, { value: { amount: 5, currency: 'USD' } }),
		];
		const { counts } = await run(JSON.stringify({ releases: odd }));
		assert.deepEqual(counts, { new: 0, changed: 0, same: 0, wrong: 7 });
	});
	test('many imports at once leave one of each', async () => {
		const text = file(...Array.from({ length: 20 }, (_, at) => release(`ocds-r1-${at}`)));
		await Promise.all(Array.from({ length: 10 }, () => run(text)));
		const { rows } = await migratorDb.query<{ count: number }>({
			text: `select count(*)::int as count from business.tender where ocid like 'ocds-r1-%'`,
		});
		assert.equal(rows[0]?.count, 20);
	});
	test('the application writes no tender', async () => {
		await assert.rejects(db.query({ text: 'delete from business.tender' }));
	});
});

describe('the list', () => {
	test('words, government, kind, category, what is still open', async () => {
		const ocids = async (filter: Parameters<typeof listTenders>[0]) =>
			(await listTenders(filter)).rows.map(({ ocid }) => ocid);
		assert.deepEqual(await ocids({ q: 'laptop' }), ['ocds-a1-002']);
		assert.deepEqual(await ocids({ pemda: '12.09' }), ['ocds-c1-001']);
		assert.ok((await ocids({ kind: 'plan' })).includes('ocds-a1-004'));
		assert.deepEqual(await ocids({ category: 'goods' }), ['ocds-a1-002']);
		assert.ok(!(await ocids({ open: true })).includes('ocds-a1-001'), 'cancelled');
		assert.deepEqual(await ocids({ q: "'); drop" }), []);
	});
	test('every page once, none twice', async () => {
		const seen: string[] = [];
		let after: string | undefined;
		do {
			const { rows, next } = await listTenders({}, { limit: 4, after });
			seen.push(...rows.map(({ ocid }) => ocid));
			after = next;
		} while (after);
		assert.equal(new Set(seen).size, seen.length);
		assert.equal(seen.length, await countTenders({}));
		assert.ok((await listTenders({}, { after: 'nonsense' })).rows.length > 0);
	});
	test('an address and its filter are the same', () => {
		const filter = {
			q: 'jalan & drainase',
			pemda: '12.75',
			kind: 'tender',
			category: 'works',
			open: true,
		} as const;
		assert.deepEqual(readFilter(new URLSearchParams(writeFilter(filter))), filter);
		const nothing = { q: undefined, pemda: undefined, kind: undefined, category: undefined, open: undefined };
		assert.deepEqual(readFilter(new URLSearchParams('q=%00&pemda=11.01&jenis=x&kategori=&buka=2')), nothing);
	});
});

describe('news by e-mail', () => {
	const ask = (email: string, q = 'drainase') =>
		saveSearch({ filter: { q, pemda: '12.75' }, email, lang: 'id', origin: 'test' });
	const linkIn = (text: string) => text.match(/\/usaha\/kabar\/([\w-]+)/)?.[1] ?? assert.fail(text);
	const sentTo = async (email: string) => (await waiting()).filter((one) => one.to === email);

	test('a question first; nothing until it is answered; each notice once; one click ends it', async () => {
		const email = 'usaha@contoh.example';
		await ask(email);
		await ask(email);
		assert.equal((await sentTo(email)).length, 1, 'one question a day');
		later(1);
		await run(file(release('ocds-n1-001')));
		later(1);
		await tellSearches();
		assert.equal((await sentTo(email)).length, 1, 'not confirmed');
		const token = linkIn((await sentTo(email))[0]?.text ?? '');
		assert.deepEqual(await confirmSearch(token), { query: 'q=drainase&pemda=12.75' });
		later(1);
		await run(file(release('ocds-n1-002'), release('ocds-n1-003', {}, { title: 'Pengadaan obat' })));
		later(1);
		await Promise.all(Array.from({ length: 10 }, () => tellSearches()));
		await tellSearches();
		const [, told, ...more] = await sentTo(email);
		assert.equal(more.length, 0);
		assert.match(told?.text ?? '', /ocds-n1-002/);
		assert.doesNotMatch(told?.text ?? '', /ocds-n1-001|ocds-n1-003/, 'before the yes, or not asked for');
		assert.equal(linkIn(told?.text ?? ''), token);
		await stopNews(token);
		later(1);
		await run(file(release('ocds-n1-004')));
		later(1);
		await tellSearches();
		assert.equal((await sentTo(email)).length, 2);
		await assert.rejects(stopNews(token), /no-such-link/);
	});
	test('who never answers is forgotten after a week', async () => {
		await ask('diam@contoh.example', 'jalan');
		later(24 * 8);
		await forgetSearches();
		const { rows } = await migratorDb.query({
			text: `select from business.saved_search where email = 'diam@contoh.example'`,
		});
		assert.equal(rows.length, 0);
	});
	test('wrong addresses and links are refused; the application sees no address without a scope', async () => {
		for (const email of ['', 'x', 'a@b', 'a@contoh.example, b@contoh.example']) {
			await assert.rejects(
				ask(email),
				(error) => error instanceof Refusal && error.code === 'business/email-wrong',
			);
		}
		for (const token of ['', 'x', 'a'.repeat(500)])
			await assert.rejects(confirmSearch(token), /no-such-link/);
		await ask('terlihat@contoh.example', 'pasar');
		assert.equal((await db.query({ text: 'select from business.saved_search' })).rows.length, 0);
	});
});
