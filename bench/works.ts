import type pg from 'pg';
import { canSearchBare } from './bare-sql.ts';
import type { Ask } from './drive.ts';
import { makeVocabulary } from './load/vocabulary.ts';
import type { Desks } from './officers.ts';
import type { Work } from './rounds.ts';

/** What the questions are about; the same for every load. */
export type About = { numbers: { number: string; pemda: string }[]; desks: Desks; cases: number };

const json = { 'content-type': 'application/json', 'x-forwarded-for': '{{address}}' };
/** A browser takes pages compressed. */
const browser = {
	accept: 'text/html',
	'accept-encoding': 'gzip, deflate, br, zstd',
	'accept-language': 'id-ID,id;q=0.9',
	'x-forwarded-for': '{{address}}',
};
const regions = ['12.71', '12.07', '12.09', '12.08', '12.05', '12.78', '12.12', '12.16'];

/** As typed, and spelt right: the bare server, which cannot mend, is asked for the latter. */
const searches: [typed: string, right: string][] = [
	['jalan berlubang', 'jalan berlubang'],
	['lampu padam', 'lampu padam'],
	['jembatan', 'jembatan'],
	['banjir parit', 'banjir parit'],
	['pupuk langka', 'pupuk langka'],
	['sampah menumpuk pasar', 'sampah menumpuk pasar'],
	['puskesmas antre', 'puskesmas antre'],
	['jembatn rusak', 'jembatan rusak'],
	['drainse tersumbat', 'drainase tersumbat'],
	['kebakran hutan', 'kebakaran hutan'],
];

/** What costs most: words of every text, words of none, many words, beginnings, words hardly anybody writes. */
export function hardSearches(): string[] {
	const { words } = makeVocabulary();
	const rare = [300, 1000, 3000, 10_000, 30_000].flatMap((rank) => words[rank] ?? []);
	return [
		...[
			'di',
			'yang',
			'jalan',
			'ke',
			'di yang tidak dan jalan sudah',
			'zzxqv',
			'jalan zzxqv',
			'qqqq wwww eeee rrrr',
		],
		...[rare.join(' '), ...rare, 'b', 'me', 'perbaik'],
		words.slice(150, 162).join(' '),
		words
			.slice(2000, 2012)
			.map((word) => `${word}x`)
			.join(' '),
	];
}

const get = (path: string, headers?: Record<string, string>): Ask => ({
	method: 'GET',
	path,
	...(headers ? { headers } : {}),
});
export const page = (path: string, cookie?: string) => get(path, cookie ? { ...browser, cookie } : browser);
const asked = (q: string) => `q=${encodeURIComponent(q)}`;

export function works({ numbers, desks, cases }: About): Work[] {
	return [
		{
			name: 'create',
			platform: [{ method: 'POST', path: '/api/v1/reports', headers: json, body: JSON.stringify(newReport) }],
			bare: [{ method: 'POST', path: '/create', headers: json, body: JSON.stringify(newReport) }],
		},
		{
			name: 'read',
			platform: numbers.map(({ number }) => get(`/api/v1/cases/${number}`)),
			bare: numbers.map(({ pemda, number }) => get(`/read/${number}?pemda=${pemda}`)),
		},
		{
			name: 'list',
			platform: regions.map((region) => get(`/api/v1/cases?region=${region}&status=in-progress&limit=50`)),
			bare: regions.map((region) => get(`/list/${region}?status=in-progress`)),
		},
		{
			name: 'search',
			platform: searches.map(([typed]) => get(`/api/v1/cases?${asked(typed)}&limit=50`)),
			bare: canSearchBare(cases) ? searches.map(([, right]) => get(`/search/x?${asked(right)}`)) : [],
		},
		{ name: 'counts', platform: [get('/api/v1/counts')], bare: [get('/counts/x')] },
		...pages({ numbers, desks, cases }),
	].map(notEmpty);
}

/** Pages and what only the platform does: no bare server beside them. */
function pages({ numbers, desks }: About): Work[] {
	const alone = (name: string, platform: Ask[]): Work => ({ name, platform, bare: [] });
	const inDashes = (number: string) => number.replace(/(.{4})(?=.)/g, '$1-');
	return [
		alone(
			'page',
			numbers.map(({ number }) => page(`/lacak/${inDashes(number)}`)),
		),
		alone(
			'known',
			numbers.map(({ number }) => page(`/lacak/${inDashes(number)}`, desks.officer)),
		),
		alone(
			'hard',
			hardSearches().map((q) => get(`/api/v1/cases?${asked(q)}&limit=50`)),
		),
		alone('home', [page('/'), page('/wilayah/12.71')]),
		alone('reports', [page('/laporan'), ...regions.map((one) => page(`/laporan?region=${one}&open=1`))]),
		alone(
			'find',
			searches.map(([typed]) => page(`/cari?${asked(typed)}`)),
		),
		alone('ranks', [page('/transparansi'), ...regions.map((one) => page(`/transparansi/${one}`))]),
		alone('desk', [page('/meja', desks.officer)]),
		alone('triage', [page('/meja', desks.triage)]),
		alone('regent', [page('/pimpinan', desks.regent)]),
		alone('lead', [page('/pimpinan', desks.governor)]),
	];
}

function notEmpty(work: Work): Work {
	if (work.platform.length === 0) throw new Error(`${work.name} asks nothing`);
	return work;
}

const newReport = {
	key: 'bench-{{n}}-{{run}}',
	class: 'complaint',
	title: 'Jalan berlubang di simpang empat',
	body: 'Lubang besar di tengah jalan, sudah dua minggu, berbahaya bagi pengendara motor pada malam hari.',
	subject: 'road.pothole',
	region: '12.71.01.1001',
	lat: 3.58,
	lon: 98.67,
	privacy: 'anonymous',
};

/** Numbers to ask for: published cases from all over the load, not only those that were just written. */
export async function someNumbers(client: pg.Client, count: number): Promise<About['numbers']> {
	const { rows } = await client.query<{ number: string; pemda: string }>(
		`select number, pemda from casework.public_case tablesample system (2) where listed and title is not null limit $1`,
		[count],
	);
	return rows;
}
