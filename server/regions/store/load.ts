import { findLoadedHash, keepLoadedHash, type Tx } from '#platform/db';
import type { OfficeRow, PostRow } from '../build-offices.ts';
import type { RegionRow } from '../build-regions.ts';
import type { Facts } from '../read-facts.ts';
import { province } from '../region.ts';
import type { Responsibility } from '../responsibility.ts';

export type Loading = {
	facts: Facts;
	regions: RegionRow[];
	offices: OfficeRow[];
	posts: PostRow[];
	rules: Responsibility[];
};

export const loadedAs = 'regions';
const oneLoader = 7_061_210; // any number of our own

/** Writes all facts; false when another process has just done so. */
export async function writeFacts(tx: Tx, loading: Loading, sha256: string): Promise<boolean> {
	await tx.query({ text: 'select pg_advisory_xact_lock($1)', values: [oneLoader] });
	if ((await findLoadedHash(tx, loadedAs)) === sha256) return false;
	const write = (text: string, rows: object[]) => tx.query({ text, values: [JSON.stringify(rows)] });
	await write(writePemda, pemdaRows(loading.facts));
	await write(writeRegion, loading.regions);
	await tx.query({ text: 'analyze regions.region' });
	await write(writeAlias, loading.facts.aliases);
	await write(writeOffice, loading.offices);
	await write(writePost, loading.posts);
	await write(retireOffices, loading.offices);
	await write(writeSubject, subjectRows(loading.facts));
	await write(writeRule, loading.rules);
	await write(writeDay, loading.facts.calendar);
	await keepLoadedHash(tx, loadedAs, sha256);
	return true;
}

function pemdaRows({ governments, national }: Facts): object[] {
	const { code, name, short, prefix } = national.pemda;
	return [
		...governments.map((row) => ({ ...row, calendar: row.code })),
		{
			code,
			kind: 'national',
			name,
			short_name: short,
			seat: 'Medan',
			number_prefix: prefix,
			calendar: province,
		},
	];
}

function subjectRows({ subjects }: Facts): object[] {
	const assets = new Map(subjects.assetClasses.map((asset) => [asset.code, asset]));
	const rows = subjects.groups.flatMap((group) => group.subjects.map((subject) => ({ group, subject })));
	return rows.map(({ group, subject }, position) => ({
		...subject,
		position,
		group_code: group.code,
		group_name: group.name,
		assets: subject.assets.map((code) => {
			const asset = assets.get(code);
			if (!asset) throw new Error(`data/subjects.json: ${subject.code}: no asset class ${code}`);
			return asset;
		}),
	}));
}

const writePemda = `
insert into regions.pemda as p (pemda, kind, name, short_name, seat, number_prefix, calendar)
select code, kind, name, short_name, seat, number_prefix, calendar
from json_to_recordset($1) as x(code text, kind text, name text, short_name text, seat text, number_prefix text, calendar text)
on conflict (pemda) do update set kind = excluded.kind, name = excluded.name, short_name = excluded.short_name,
	seat = excluded.seat, calendar = excluded.calendar
where p.edited_at is null`;

const writeRegion = `
insert into regions.region as r (code, level, parent, pemda, kind, name, official_name, population, area_km2, area_note,
	lat, lon, point_kind, key, own, words)
select code, level, parent, pemda, kind, name, "officialName", population, "areaKm2", "areaNote", lat, lon, "pointKind",
	key, own, words
from json_to_recordset($1) as x(code text, level smallint, parent text, pemda text, kind text, name text, "officialName" text,
	population int, "areaKm2" numeric, "areaNote" text, lat float8, lon float8, "pointKind" text, key text, own text, words text)
on conflict (code) do update set level = excluded.level, parent = excluded.parent, pemda = excluded.pemda,
	kind = excluded.kind, name = excluded.name, official_name = excluded.official_name, population = excluded.population,
	area_km2 = excluded.area_km2, area_note = excluded.area_note, lat = excluded.lat, lon = excluded.lon,
	point_kind = excluded.point_kind, key = excluded.key, own = excluded.own, words = excluded.words, active = true
where r.edited_at is null`;

const writeAlias = `
with given as (
	select code, alias, kind from json_to_recordset($1) as x(code text, alias text, kind text)
), gone as (
	delete from regions.region_alias a where a.edited_at is null
		and not exists (select from given g where g.code = a.code and g.alias = a.alias)
)
insert into regions.region_alias as a (code, alias, kind) select code, alias, kind from given
on conflict (code, alias) do update set kind = excluded.kind where a.edited_at is null`;

const writeOffice = `
insert into regions.office as o (pemda, id, slug, name, short_name, kind, parent_id, functions, region, external)
select pemda, id, slug, name, "shortName", kind, "parentId", functions, region, external
from json_to_recordset($1) as x(pemda text, id uuid, slug text, name text, "shortName" text, kind text, "parentId" uuid,
	functions text[], region text, external boolean)
on conflict (pemda, id) do update set name = excluded.name, short_name = excluded.short_name, kind = excluded.kind,
	parent_id = excluded.parent_id, functions = excluded.functions, region = excluded.region, external = excluded.external,
	active = true
where o.edited_at is null`;

const writePost = `
with given as (
	select pemda, id, "officeId" as office_id, title, role, oversees
	from json_to_recordset($1) as x(pemda text, id uuid, "officeId" uuid, title text, role text, oversees text)
), gone as (
	update regions.post p set active = false where p.edited_at is null and p.active
		and not exists (select from given g where g.pemda = p.pemda and g.id = p.id)
)
insert into regions.post as p (pemda, id, office_id, title, role, oversees) select pemda, id, office_id, title, role, oversees from given
on conflict (pemda, id) do update set office_id = excluded.office_id, title = excluded.title, role = excluded.role,
	oversees = excluded.oversees, active = true
where p.edited_at is null`;

const retireOffices = `
update regions.office o set active = false where o.edited_at is null and o.active
	and not exists (select from json_to_recordset($1) as x(pemda text, id uuid) where x.pemda = o.pemda and x.id = o.id)`;

const writeSubject = `
with given as (
	select * from json_to_recordset($1) as x(code text, position int, group_code text, group_name json, name json, description json,
		keywords text[], assets jsonb, class text, sensitive boolean, urgent boolean, attributes jsonb)
), gone as (
	update regions.subject s set active = false where s.edited_at is null and s.active
		and not exists (select from given g where g.code = s.code)
)
insert into regions.subject as s (code, position, group_code, group_name_id, group_name_en, name_id, name_en, description_id,
	description_en, keywords, asset_classes, default_class, sensitive, urgent, attributes)
select code, position, group_code, group_name->>'id', group_name->>'en', name->>'id', name->>'en', description->>'id',
	description->>'en', keywords, assets, class, sensitive, urgent, attributes from given
on conflict (code) do update set position = excluded.position, group_code = excluded.group_code,
	group_name_id = excluded.group_name_id, group_name_en = excluded.group_name_en, name_id = excluded.name_id,
	name_en = excluded.name_en, description_id = excluded.description_id, description_en = excluded.description_en,
	keywords = excluded.keywords, asset_classes = excluded.asset_classes, default_class = excluded.default_class,
	sensitive = excluded.sensitive, urgent = excluded.urgent, attributes = excluded.attributes, active = true
where s.edited_at is null`;

const writeRule = `
with given as (
	select * from json_to_recordset($1) as x(id uuid, subject text, region text, "assetClass" text, tier text, function text,
		office json, confidence real, reason text, "legalBasis" text, "validFrom" date, "validTo" date)
), gone as (
	delete from regions.responsibility r where r.source = 'data' and r.edited_at is null
		and not exists (select from given g where g.id = r.id)
)
insert into regions.responsibility as r (id, subject, region, asset_class, tier, function, office_pemda, office_slug, confidence,
	reason, legal_basis, valid_from, valid_to, source)
select id, subject, region, "assetClass", tier, function, office->>'pemda', office->>'slug', confidence, reason, "legalBasis",
	"validFrom", "validTo", 'data' from given
on conflict (id) do update set confidence = excluded.confidence, reason = excluded.reason, legal_basis = excluded.legal_basis,
	valid_from = excluded.valid_from, valid_to = excluded.valid_to
where r.edited_at is null`;

/** A year that somebody imported is theirs: a provisional day that the decree dropped must not come back. */
const writeDay = `
with given as (
	select * from json_to_recordset($1) as x(pemda text, day date, kind text, name_id text, provisional boolean, source text)
), imported as (
	select distinct pemda, extract(year from day) as year from regions.calendar_day where edited_at is not null
), gone as (
	delete from regions.calendar_day d where d.edited_at is null
		and not exists (select from given g where g.pemda = d.pemda and g.day = d.day)
)
insert into regions.calendar_day as d (pemda, day, kind, name_id, provisional, source)
select pemda, day, kind, name_id, provisional, source from given g
where not exists (select from imported i where i.pemda = g.pemda and i.year = extract(year from g.day))
on conflict (pemda, day) do update set kind = excluded.kind, name_id = excluded.name_id, provisional = excluded.provisional,
	source = excluded.source
where d.edited_at is null`;
