import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Platform, startPlatform } from '../support/journey.ts';
import { startSmtp } from '../support/smtp.ts';

let platform: Platform;
const smtp = await startSmtp();
let number = '';
before(async () => {
	platform = await startPlatform(undefined, { SMTP_URL: smtp.url });
	const answer = await fetch(`${platform.origin}/api/v1/reports`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			text: 'Lubang besar di tengah jalan, sudah dua minggu.',
			...{
				class: 'complaint',
				subject: 'road.pothole',
				region: '12.71',
				privacy: 'anonymous',
				key: 'alamat-yang-buruk',
			},
		}),
	});
	const text = await answer.text();
	const said: { number: string } = JSON.parse(text);
	assert.ok(said.number, text);
	number = said.number;
});
after(async () => {
	await platform.stop();
	await smtp.stop();
});

/** What people, robots and attackers put where a page expects a word, a number, a day, a place. */
const nasty = [
	...[
		'',
		' ',
		'0',
		'-1',
		'1',
		'99999999999999999999',
		'1e400',
		'NaN',
		'null',
		'undefined',
		'true',
		'[]',
		'{}',
	],
	...[
		'a'.repeat(5000),
		'ꦱꦼꦭꦩꦠ꧀',
		'%00',
		'\u0000',
		'a\u0000b',
		'\ufffd',
		'\ud800',
		"'; drop table x; --",
		'"><script>',
	],
	...[
		'../../etc/passwd',
		'__proto__',
		'constructor',
		'toString',
		'12.99',
		'99',
		'12.09.99.9999',
		'12.9',
		'12.09.19',
	],
	...[
		'2026-02-30',
		'0000-00-00',
		'9999-99-99',
		'2026-13-01',
		'10000-01-01',
		'2026-11-24T99:99',
		'24/11/2026',
	],
	...[
		'zzzzzzzz.00000000-0000-0000-0000-000000000000',
		'0.zzz',
		'1,2,3,4',
		'1,2,3',
		'x,y,z,w',
		'180,90,-180,-90',
	],
	...[
		'00000000-0000-0000-0000-000000000000',
		'newest',
		'closed,foo',
		',,,',
		'%',
		'\\',
		'(',
		'& | !',
		':*',
		"''",
	],
];

const pages: Record<string, string[]> = {
	'/': ['region', 'q'],
	'/laporan': [
		...['q', 'region', 'subject', 'status', 'class', 'holder', 'office', 'from', 'until', 'open', 'late'],
		...['disputed', 'reopened', 'answered', 'intime', 'bbox', 'order', 'after', 'limit'],
	],
	'/transparansi': ['hari', 'per', 'urut', 'balik'],
	'/transparansi/12.09': ['hari', 'per', 'urut', 'balik'],
	'/transparansi/angka.csv': ['hari', 'per'],
	'/transparansi/12.09/angka.csv': ['hari', 'per'],
	'/wilayah': ['q'],
	'/cari': ['q'],
	'/lacak': ['nomor'],
	'/layanan': ['q', 'untuk', 'saat'],
	'/lapor': ['wilayah', 'topik'],
	'/masuk/petugas': ['kembali'],
	'/laporan.csv': ['q', 'region', 'from', 'until', 'order', 'bbox'],
	'/laporan.geojson': ['region', 'after', 'bbox'],
	'/laporan.rss': ['q', 'holder', 'office'],
};
const wellFormed = (text: string) => encodeURIComponent(text.toWellFormed());

/** Looks the address up without following where it leads; what fails on our side is told with all that failed. */
async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
	const answer = await fetch(platform.origin + path, { redirect: 'manual', ...init });
	return { status: answer.status, text: await answer.text() };
}

for (const [path, names] of Object.entries(pages)) {
	test(`${path} answers whatever its parameters say`, async () => {
		const failed: string[] = [];
		for (const name of names) {
			for (const value of nasty) {
				const { status } = await ask(`${path}?${name}=${wellFormed(value)}`);
				if (status >= 500) failed.push(`${status} ${name}=${value.slice(0, 40)}`);
			}
			const twice = await ask(`${path}?${name}=a&${name}=b`);
			if (twice.status >= 500) failed.push(`${twice.status} ${name} twice`);
		}
		assert.deepEqual(failed, []);
	});
}

const places = [
	'/wilayah/X',
	'/transparansi/X',
	'/transparansi/X/angka.csv',
	'/lacak/X',
	'/ikuti/X',
	'/berkas/X',
	'/layanan/X',
	'/pasang/X',
];
test('a part of the path that means nothing is a page that is not there, never a fault', async () => {
	const failed: string[] = [];
	for (const place of places) {
		for (const value of nasty.filter((one) => one.trim() && !one.includes('/') && one !== '..')) {
			const { status } = await ask(place.replace('X', wellFormed(value)));
			if (status >= 500) failed.push(`${status} ${place} ${value.slice(0, 40)}`);
		}
	}
	assert.deepEqual(failed, []);
});

test('raw bytes that are no text, and addresses beyond reason', async () => {
	const failed: string[] = [];
	for (const query of ['q=%ff%fe', 'q=%', 'q=%E0%A4%A', '%00=%00', '=', '&&&', `q=${'%41'.repeat(3000)}`]) {
		for (const path of Object.keys(pages)) {
			const { status } = await ask(`${path}?${query}`);
			if (status >= 500) failed.push(`${status} ${path}?${query.slice(0, 40)}`);
		}
	}
	assert.deepEqual(failed, []);
});

test('what the list does not understand is said in the person’s language, and nothing is listed', async () => {
	const wrong = [
		'region=12.9',
		'status=foo',
		'from=2026-02-31x',
		'from=2026-13-45',
		'office=1',
		'bbox=1,2',
		'late=ya',
		'subject=%00',
	];
	for (const query of wrong) {
		const id = await ask(`/laporan?${query}`, { headers: { cookie: 'lang=id' } });
		assert.equal(id.status, 200, query);
		assert.match(id.text, /Alamat ini tidak kami mengerti/, query);
		assert.doesNotMatch(id.text, new RegExp(number), query);
		const en = await ask(`/laporan?${query}`, { headers: { cookie: 'lang=en' } });
		assert.match(en.text, /We do not understand this address/, query);
	}
	const page = await ask('/laporan?after=seterusnya');
	assert.match(page.text, new RegExp(number), 'a page that was never made is the first');
});

const forms: [string, Record<string, string>, string[]][] = [
	['/lacak', { nomor: 'x' }, ['nomor']],
	['/lacak/N?/open', { code: 'x' }, ['code']],
	['/lacak/N?/follow', { email: 'x' }, ['email']],
	['/lacak/N?/reply', { text: 'x' }, ['text']],
	['/lacak/N?/dispute', { reason: 'x' }, ['reason']],
	['/lacak/N?/rate', { u1: '9', comment: 'x' }, ['u1', 'comment']],
	['/?/region', { region: 'x' }, ['region']],
	['/wilayah/12.09?/mine', {}, ['x']],
	['/bahasa', { lang: 'x', theme: 'x', kembali: '/' }, ['lang', 'theme', 'kembali']],
	['/ikuti/abc?/confirm', {}, ['x']],
	['/ikuti/abc?/end', {}, ['x']],
	['/masuk/petugas', { email: 'x', password: 'y' }, ['email', 'password']],
	['/lapor', { text: 'x' }, ['text']],
];

for (const [action, fields, nastied] of forms) {
	test(`the form ${action} refuses what it cannot use in words, field by field`, async () => {
		const failed: string[] = [];
		for (const name of nastied) {
			for (const value of nasty.filter((one) => one !== '\ud800')) {
				const { status, text } = await post(action, { ...fields, [name]: value });
				if (status >= 500) failed.push(`${status} ${name}=${value.slice(0, 40)}`);
				if (status >= 400 && status < 500 && !/summary-of-errors|<h1/.test(text))
					failed.push(`says nothing: ${name}`);
			}
		}
		assert.deepEqual(failed, []);
		for (const body of ['', '=', 'x', '%', '__proto__=1', `${nastied[0]}=1&${nastied[0]}=2`]) {
			const { status } = await post(action, body);
			assert.ok(status < 500, `${status} for ${body}`);
		}
		const other = await post(action, JSON.stringify(fields), 'application/json');
		assert.ok(other.status < 500, `${other.status} as JSON`);
	});
}

function post(
	action: string,
	body: Record<string, string> | string,
	type = 'application/x-www-form-urlencoded',
): Promise<{ status: number; text: string }> {
	return ask(action.replace('N', number), {
		method: 'POST',
		headers: { 'content-type': type, origin: platform.origin, cookie: 'lang=id', accept: 'text/html' },
		body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
	});
}

test('an error of a field is an Indonesian sentence beside what was typed', async () => {
	const { status, text } = await post('/lacak', { nomor: 'K7M2-Q9XW-0000' });
	assert.equal(status, 400);
	assert.match(text, /summary-of-errors/);
	assert.match(text, /Nomor ini tidak tepat/);
	assert.match(text, /value="K7M2-Q9XW-0000"/, 'what was typed is kept');
});
