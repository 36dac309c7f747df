import { type Db, db } from '#platform/db';
import type { Responsibility } from '../responsibility.ts';

type Locked = { region: string; office: { pemda: string } | null; validTo: string | null };

export async function selectRule(on: Db, id: string): Promise<Locked | undefined> {
	const { rows } = await on.query<Locked>({
		text: `select region, valid_to as "validTo", case when office_pemda is not null then json_build_object('pemda', office_pemda) end as office
			from regions.responsibility where id = $1 for update`,
		values: [id],
	});
	return rows[0];
}

/** A rule that would end before it began never applied: it then ends on its first day, and its successor is closer. */
export async function endRule(on: Db, id: string, lastDay: string, at: Date, by: string): Promise<void> {
	await on.query({
		text: `update regions.responsibility set valid_to = greatest($2::date, valid_from), edited_at = $3, edited_by = $4
			where id = $1`,
		values: [id, lastDay, at, by],
	});
}

export async function insertRule(on: Db, rule: Responsibility, at: Date, by: string): Promise<void> {
	await on.query({
		text: `insert into regions.responsibility (id, subject, region, asset_class, tier, function, office_pemda, office_slug,
				confidence, reason, legal_basis, note, valid_from, valid_to, source, edited_at, edited_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		values: [
			rule.id,
			rule.subject,
			rule.region,
			rule.assetClass,
			rule.tier,
			rule.function,
			rule.office?.pemda ?? null,
			rule.office?.slug ?? null,
			rule.confidence,
			rule.reason,
			rule.legalBasis,
			rule.note ?? null,
			rule.validFrom,
			rule.validTo,
			rule.source,
			at,
			by,
		],
	});
}

/** What an office was connected to, to write it anew. */
export async function updateEndpoint(
	on: Db,
	office: { pemda: string; id: string },
	endpoint: object | null,
	at: Date,
	by: string,
): Promise<boolean> {
	const { rowCount } = await on.query({
		text: `update regions.office set open311 = $3, edited_at = $4, edited_by = $5 where pemda = $1 and id = $2 and active`,
		values: [office.pemda, office.id, endpoint && JSON.stringify(endpoint), at, by],
	});
	return rowCount === 1;
}

export type RuleLine = Responsibility & { editedAt: Date | null; editedBy: string | null };

/** Rules for whoever edits them: those for a region and what lies in it. */
export async function selectRules(region: string): Promise<RuleLine[]> {
	const { rows } = await db.query<RuleLine>({
		text: `select id, subject, region, asset_class as "assetClass", tier, function,
				case when office_slug is not null then json_build_object('pemda', office_pemda, 'slug', office_slug) end as office,
				confidence, reason, legal_basis as "legalBasis", note, valid_from as "validFrom", valid_to as "validTo", source,
				edited_at as "editedAt", edited_by as "editedBy"
			from regions.responsibility where region like $1 || '%' order by subject, asset_class, region, confidence desc`,
		values: [region],
	});
	return rows;
}
