import { type Db, db } from '#platform/db';
import type { Enterprise } from '../enterprises/enterprise.ts';
import type { Written } from './kbli.ts';

export async function selectEnterprise(nib: string): Promise<Enterprise | undefined> {
	const { rows } = await db.query<Enterprise>({
		name: 'business.enterprise',
		text: `select e.nib, e.name, e.form, e.scale, e.region, e.kbli, e.status, e.issued_on::text as "issuedOn",
			e.as_of::text as "asOf" from business.enterprise e where e.nib = $1`,
		values: [nib],
	});
	return rows[0];
}

/** Businesses that are active, by scale, in a place or below it. */
export async function countEnterprises(
	region: string,
): Promise<{ scale: Enterprise['scale']; count: number }[]> {
	const { rows } = await db.query<{ scale: Enterprise['scale']; count: number }>({
		name: 'business.count-enterprises',
		text: `select e.scale, count(*)::int as count from business.enterprise e
			where e.region like $1 || '%' and e.status = 'active' group by e.scale`,
		values: [region],
	});
	return rows;
}

/** As the owner, in one statement. What the register said earlier than what is kept changes nothing. */
export async function upsertEnterprises(
	owner: Db,
	rows: Enterprise[],
	at: Date,
	dry: boolean,
): Promise<Written[]> {
	const { rows: written } = await owner.query<Written>({
		text: `with n as (
				select n.*, e.nib is null as is_new, n."asOf" >= e.as_of
					and (e.name, e.form, e.scale, e.region, e.kbli, e.status, e.issued_on)
						is distinct from (n.name, n.form, n.scale, n.region, n.kbli, n.status, n."issuedOn") as is_other
				from jsonb_to_recordset($1) as n(nib text, name text, form text, scale text, region text, kbli text[], status text,
					"issuedOn" date, "asOf" date) left join business.enterprise e on e.nib = n.nib
			), kept as (
				insert into business.enterprise as e (nib, name, form, scale, region, kbli, status, issued_on, as_of, changed_at)
				select nib, name, form, scale, region, kbli, status, "issuedOn", "asOf", $2 from n where not $3
				on conflict (nib) do update set name = excluded.name, form = excluded.form, scale = excluded.scale,
					region = excluded.region, kbli = excluded.kbli, status = excluded.status, issued_on = excluded.issued_on,
					as_of = excluded.as_of, changed_at = excluded.changed_at
				where excluded.as_of > e.as_of or (excluded.as_of = e.as_of
					and (e.name, e.form, e.scale, e.region, e.kbli, e.status, e.issued_on)
						is distinct from (excluded.name, excluded.form, excluded.scale, excluded.region, excluded.kbli, excluded.status,
							excluded.issued_on))
			)
			select nib as key, case when is_new then 'new' when is_other then 'changed' else 'same' end as outcome from n`,
		values: [JSON.stringify(rows), at, dry],
	});
	return written;
}
