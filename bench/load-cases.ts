import type pg from 'pg';

/**
 * Cases for measuring, made by PostgreSQL itself: spread over all governments, subjects, statuses and two years, with
 * words of a real vocabulary, published, with custody and one timeline entry. Their numbers follow from their order.
 */
export async function loadCases(
	client: pg.Client,
	count: number,
	onStep: (done: number) => void,
): Promise<void> {
	const batch = 50_000;
	for (let from = 0; from < count; from += batch) {
		await client.query(loadSql, [from, Math.min(from + batch, count) - 1]);
		onStep(Math.min(from + batch, count));
	}
	await client.query('select casework.fold_tally()');
	await client.query(
		`insert into casework.word (word) select distinct lower(w) from
		(select unnest($1::text[]) as w) t where length(w) >= 4 on conflict do nothing`,
		[vocabulary],
	);
	await client.query('vacuum analyze');
}

const vocabulary = [
	...[
		'jalan',
		'berlubang',
		'jembatan',
		'rusak',
		'lampu',
		'mati',
		'sampah',
		'menumpuk',
		'drainase',
		'tersumbat',
		'banjir',
	],
	...[
		'air',
		'bersih',
		'tidak',
		'mengalir',
		'sekolah',
		'pungutan',
		'antrean',
		'puskesmas',
		'dokter',
		'obat',
		'parkir',
		'liar',
	],
	...[
		'trotoar',
		'pohon',
		'tumbang',
		'selokan',
		'bau',
		'pasar',
		'pedagang',
		'izin',
		'usaha',
		'bantuan',
		'sosial',
		'terlambat',
	],
	...[
		'kartu',
		'keluarga',
		'akta',
		'kelahiran',
		'petugas',
		'lambat',
		'angkutan',
		'macet',
		'kebakaran',
		'longsor',
		'irigasi',
	],
	...[
		'pupuk',
		'langka',
		'sinyal',
		'hilang',
		'pajak',
		'kendaraan',
		'simpang',
		'dusun',
		'gang',
		'lorong',
		'kampung',
		'tepi',
	],
];

const loadSql = `
with words as (select array['${vocabulary.join("','")}'] as w),
places as (select array_agg(code order by code) as codes from regions.region where level = 4),
governments as (select array_agg(p.pemda order by p.pemda) as codes, array_agg(p.number_prefix order by p.pemda) as prefixes,
	array_agg((select o.id from regions.office o where o.pemda = p.pemda order by o.slug limit 1) order by p.pemda) as offices
	from regions.pemda p where p.pemda ~ '^12'),
subjects as (select array_agg(code order by code) as codes from regions.subject),
rows as (
	select n, hashint8(n) as h, hashint8(n * 7 + 1) as h2, hashint8(n * 13 + 5) as h3
	from generate_series($1::bigint, $2::bigint) n
), drawn as (
	select n, uuid_in(md5('case' || n)::cstring) as id,
		(select codes[1 + abs(h) % array_length(codes, 1)] from places) as region,
		1 + abs(h2) % 34 as g,
		(select codes[1 + abs(h3) % array_length(codes, 1)] from subjects) as subject,
		(array['new', 'verified', 'in-progress', 'in-progress', 'answered', 'closed', 'closed', 'closed', 'closed', 'closed'])[1 + abs(h) % 10] as status,
		now() - make_interval(secs => (abs(h2) % 63072000)) as filed_at,
		(select w[1 + abs(h) % ${vocabulary.length}] || ' ' || w[1 + abs(h2) % ${vocabulary.length}] || ' di ' || w[1 + abs(h3) % ${vocabulary.length}] from words) as title,
		(select string_agg(w[1 + abs(hashint8(n * 31 + i)) % ${vocabulary.length}], ' ') from words, generate_series(1, 24) i) as body
	from rows
), cases as (
	insert into casework.case (pemda, id, number, class, title, body, subject, region, lat, lon, privacy, channel, access_hash,
		status, outcome, holder_pemda, holder_office_id, reader_pemda, reader_offices, filed_at, due_at, closed_at, changed_at,
		answered_at, published_title, published_body, publication)
	select codes[g], id, prefixes[g] || translate(lpad(upper(to_hex(n)), 10, '0'), '01', 'GH'), 'complaint', title, body, subject,
		region, 1 + (g % 30) / 10.0, 98 + (g % 25) / 10.0, 'anonymous', 'web', ''::bytea, status,
		case when status = 'closed' then 'confirmed' end, codes[g], offices[g], array[codes[g]], array[offices[g]], filed_at,
		filed_at + interval '20 days', case when status = 'closed' then filed_at + interval '9 days' end, filed_at + interval '9 days',
		case when status in ('answered', 'closed') then filed_at + interval '8 days' end, title, body, 'published'
	from drawn, governments returning pemda, id, holder_office_id, filed_at, due_at, status
), custody as (
	insert into casework.custody (pemda, id, case_pemda, case_id, office_id, state, offered_at, offered_by, ended_at, due_at)
	select pemda, id, pemda, id, holder_office_id, case when status = 'closed' then 'ended' else 'held' end, filed_at, 'system:routing',
		case when status = 'closed' then filed_at end, due_at from cases
)
insert into casework.entry (pemda, id, case_id, at, kind, visibility, actor, office_pemda, office_id)
select pemda, id, id, filed_at, 'filed', 'public', 'anonymous', pemda, holder_office_id from cases`;
