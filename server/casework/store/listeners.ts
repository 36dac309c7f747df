import type { Tx } from '#platform/db';

export type ToldEntry = {
	id: string;
	kind: string;
	visibility: 'public' | 'person' | 'internal';
	officePemda: string | null;
	officeId: string | null;
	detail: Record<string, unknown>;
};

/** Somebody to be told: the person of a case, or who follows it. `caseId` is the case they know. */
export type Listener = {
	role: 'person' | 'follower';
	caseId: string;
	number: string;
	/** Empty where news goes to the telephone. */
	email: string;
	/** `+62…`, of whoever applied for something and has shown that it is theirs; else empty. */
	phone: string;
	lang: 'id' | 'en';
};

export async function selectEntries(tx: Tx, caseId: string, ids: string[]): Promise<ToldEntry[]> {
	const { rows } = await tx.query<ToldEntry>({
		name: 'casework.told-entries',
		text: `select id, kind, visibility, office_pemda as "officePemda", office_id as "officeId", detail from casework.entry
			where case_id = $1 and id = any($2::uuid[]) order by at, id`,
		values: [caseId, ids],
	});
	return rows;
}

/** Who is told about a case: its own people, and those of the reports that were merged into it, whole chains of them. */
export async function selectListeners(tx: Tx, pemda: string, caseId: string): Promise<Listener[]> {
	const { rows } = await tx.query<Listener>({
		name: 'casework.listeners',
		text: `with recursive same as (
				select $1::text as pemda, $2::uuid as case_id
				union
				select m.pemda, m.case_id from casework.merge m join same s on s.pemda = m.into_pemda and s.case_id = m.into_case_id
				where m.undone_at is null)
			select 'person' as role, c.id as "caseId", c.number, k.email, case when c.class = 'application' then k.phone else '' end as phone, c.lang
			from same s join casework.case c on c.pemda = s.pemda and c.id = s.case_id
			join casework.contact k on k.pemda = c.pemda and k.case_id = c.id where k.email <> '' or c.class = 'application' and k.phone <> ''
			union all
			select 'follower', c.id, c.number, f.email, '', f.lang
			from same s join casework.case c on c.pemda = s.pemda and c.id = s.case_id
			join casework.follower f on f.pemda = c.pemda and f.case_id = c.id
			where f.confirmed_at is not null and f.ended_at is null and c.privacy <> 'confidential'`,
		values: [pemda, caseId],
	});
	return rows;
}
