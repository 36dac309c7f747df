/** What is measured: the same question to the platform and to the bare server. */
export type Work = {
	name: string;
	platform: Ask[];
	bare: Ask[];
};
type Ask = { method: string; path: string; headers?: Record<string, string>; body?: string };

const json = { 'content-type': 'application/json' };
const regions = ['12.71', '12.07', '12.09', '12.08', '12.05', '12.78', '12.12', '12.16'];
const words = [
	'jalan berlubang',
	'lampu mati',
	'jembatan rusak',
	'banjir drainase',
	'pupuk langka',
	'longsor dusun',
];
const mistyped = ['jembatn rusak', 'lamp mati', 'drainse tersumbat', 'puskesmass antrean'];
const get = (path: string): Ask => ({ method: 'GET', path });

/** `numbers` are of cases that exist; `offices` say where the bare server's cases go. */
export function works(numbers: { prefix: string; number: string; pemda: string }[]): Work[] {
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
			platform: [...words, ...mistyped].map((q) => get(`/api/v1/cases?q=${encodeURIComponent(q)}&limit=50`)),
			bare: [...words, ...mistyped].map((q) =>
				get(`/search/x?q=${encodeURIComponent(q.split(' ')[0] ?? '')}`),
			),
		},
		{ name: 'counts', platform: [get('/api/v1/counts')], bare: [get('/counts/x')] },
		{
			name: 'page',
			platform: numbers.map(({ number }) => get(`/lacak/${number.replace(/(.{4})(?=.)/g, '$1-')}`)),
			bare: [],
		},
	];
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
