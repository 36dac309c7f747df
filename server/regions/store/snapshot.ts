import { db } from '#platform/db';
import type { Office, Open311Endpoint, Post } from '../office.ts';
import type { Pemda } from '../pemda.ts';
import type { Region } from '../region.ts';
import type { Responsibility } from '../responsibility.ts';
import type { Subject } from '../subject.ts';

type Text = { id: string; en: string };
type OfficeRead = Omit<Office, 'connected'> & { open311: Open311Endpoint | null };
export type Read = {
	version: number;
	pemda: Pemda[];
	regions: Region[];
	offices: OfficeRead[];
	posts: Post[];
	subjects: Subject[];
	groupNames: Map<string, Text>;
	rules: Responsibility[];
	days: { pemda: string; day: string; name: string }[];
	outlined: number[];
};

export async function selectVersion(): Promise<number> {
	const { rows } = await db.query<{ version: number }>({
		name: 'regions.version',
		text: 'select version from regions.snapshot_version',
	});
	return rows[0]?.version ?? 0;
}

/** The version is read first: a change in between makes the next look read again, never miss. */
export async function readAll(): Promise<Read> {
	const version = await selectVersion();
	const [pemda, regions, offices, posts, subjects, rules, days, outlined] = await Promise.all([
		select<Pemda>(pemdaSql),
		select<Region>(regionSql),
		select<OfficeRead>(officeSql),
		select<Post>(postSql),
		select<Subject & { groupName: Text }>(subjectSql),
		select<Responsibility>(ruleSql),
		select<{ pemda: string; day: string; name: string }>(
			'select pemda, day, name_id as name from regions.calendar_day order by pemda, day',
		),
		select<{ level: number }>('select distinct level from regions.boundary'),
	]);
	return {
		version,
		pemda,
		regions,
		offices,
		posts,
		subjects: subjects.map(({ groupName: _, ...subject }) => subject),
		groupNames: new Map(subjects.map((subject) => [subject.group, subject.groupName])),
		rules,
		days,
		outlined: outlined.map((row) => row.level),
	};
}

async function select<Row>(text: string): Promise<Row[]> {
	return (await db.query<Row>({ text })).rows;
}

const pemdaSql = `select pemda as code, kind, name, short_name as "shortName", seat, number_prefix as "numberPrefix", calendar, weekend
	from regions.pemda order by pemda`;

export const regionColumns = `r.code, r.level, r.parent, r.pemda, r.kind, r.name, r.official_name as "officialName", r.population,
	r.area_km2::float8 as "areaKm2", r.area_note as "areaNote", r.lat, r.lon, r.point_kind as "pointKind"`;

const regionSql = `select ${regionColumns} from regions.region r where r.active order by r.code`;

const officeSql = `select pemda, id, slug, name, short_name as "shortName", kind, parent_id as "parentId", functions, region, open311,
	external from regions.office where active order by pemda, slug`;

const postSql = `select pemda, id, office_id as "officeId", title, role, oversees from regions.post where active order by pemda, office_id, role`;

const subjectSql = `select code, group_code as group, json_build_object('id', group_name_id, 'en', group_name_en) as "groupName",
	json_build_object('id', name_id, 'en', name_en) as name, json_build_object('id', description_id, 'en', description_en) as description,
	keywords, asset_classes as "assetClasses", default_class as "defaultClass", sensitive, urgent, attributes
	from regions.subject where active order by position`;

const ruleSql = `select id, subject, region, asset_class as "assetClass", tier, function,
	case when office_slug is not null then json_build_object('pemda', office_pemda, 'slug', office_slug) end as office,
	confidence, reason, legal_basis as "legalBasis", note, valid_from as "validFrom", valid_to as "validTo", source
	from regions.responsibility order by confidence desc, id`;
