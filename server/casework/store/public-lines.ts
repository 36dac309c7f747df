import { db } from '#platform/db';
import type { PublicEntry, PublicPhoto } from './public.ts';

export type PublicLines = { entries: PublicEntry[]; photos: PublicPhoto[] };

type Row = {
	caseId: string;
	entries: (Omit<PublicEntry, 'at'> & { at: string })[] | null;
	photos: PublicPhoto[] | null;
};

/** Two index scans over the given cases, whose listing the caller has seen; row-level security leaves what is public. */
export async function selectPublicLines(caseIds: string[]): Promise<(PublicLines & { caseId: string })[]> {
	const { rows } = await db.query<Row>({ name: 'casework.public-lines', text: linesSql, values: [caseIds] });
	return rows.map(({ caseId, entries, photos }) => ({
		caseId,
		entries: (entries ?? []).map((entry) => ({ ...entry, at: new Date(entry.at) })),
		photos: photos ?? [],
	}));
}

const linesSql = `
with entries as (
	select e.case_id, json_agg(json_build_object('at', e.at, 'kind', e.kind, 'body', e.body, 'officePemda', e.office_pemda,
		'officeId', e.office_id, 'detail', e.detail) order by e.at, e.id) as list
	from casework.entry e where e.case_id = any($1::uuid[]) and e.visibility = 'public' group by e.case_id
), photos as (
	select a.case_id, json_agg(json_build_object('sha256', a.sha256, 'thumbSha256', a.thumb_sha256, 'purpose', a.purpose,
		'contentType', a.content_type, 'kind', a.kind) order by a.added_at, a.id) as list
	from casework.attachment a where a.case_id = any($1::uuid[]) and a.published_at is not null group by a.case_id
)
select coalesce(e.case_id, a.case_id) as "caseId", e.list as entries, a.list as photos
from entries e full join photos a on a.case_id = e.case_id`;
