import type { Tx } from '#platform/db';

type NewRow = {
	id: string;
	pemda: string;
	code: string;
	class: string;
	amount: number;
	unit: string;
	legalBasis: string;
	validFrom: string;
	at: Date;
	by: string;
};

/**
 * Puts a rule in its place: the one before it for the same government, clock and class ends the day before, one that would
 * begin the same day never runs, later ones stay. A rule in `data/` that was ended so is not loaded anew.
 */
export async function insertRule(tx: Tx, rule: NewRow): Promise<void> {
	await tx.query({
		text: `with ended as (
				update casework.clock_rule set valid_to = $8::date - 1, edited_at = $9, edited_by = $10
				where pemda = $2 and code = $3 and class = $4 and valid_from <= $8 and (valid_to is null or valid_to >= $8))
			insert into casework.clock_rule (id, pemda, code, class, amount, unit, legal_basis, valid_from, edited_at, edited_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		values: [
			...[
				rule.id,
				rule.pemda,
				rule.code,
				rule.class,
				rule.amount,
				rule.unit,
				rule.legalBasis,
				rule.validFrom,
			],
			...[rule.at, rule.by],
		],
	});
}

/** False when there is no such rule that goes on after this day. */
export async function endRule(tx: Tx, id: string, lastDay: string, at: Date, by: string): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: `update casework.clock_rule set valid_to = $2, edited_at = $3, edited_by = $4
			where id = $1 and (valid_to is null or valid_to > $2)`,
		values: [id, lastDay, at, by],
	});
	return rowCount === 1;
}
