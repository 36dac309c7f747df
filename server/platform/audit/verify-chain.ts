import { migratorDb } from '#platform/db';

export type BadLink = {
	pemda: string;
	seq: number;
	auditId: string;
	what: 'row missing' | 'row changed' | 'link missing';
};

/** Walks every government's chain and returns its first bad link, if any; empty means all rows are as written. */
export async function verifyChain(): Promise<BadLink[]> {
	const { rows } = await migratorDb.query<BadLink>({
		text: `with checked as (
				select s.pemda, s.seq, s.audit_id, a.id is null as missing,
					s.seq <> coalesce(lag(s.seq) over w, 0) + 1 as gap,
					s.hash <> platform.audit_link(coalesce(lag(s.hash) over w, ''::bytea), a) as changed
				from platform.audit_seal s
				left join platform.audit a on a.pemda = s.pemda and a.id = s.audit_id
				window w as (partition by s.pemda order by s.seq)
			)
			select distinct on (pemda) pemda, seq, audit_id as "auditId",
				case when gap then 'link missing' when missing then 'row missing' else 'row changed' end as what
			from checked where missing or gap or changed order by pemda, seq`,
	});
	return rows;
}
