import { db } from '#platform/db';
import type { ClockRule } from '../clock-rules.ts';

export type WrittenRule = ClockRule & { editedAt: Date | null; editedBy: string | null };

/** Every clock rule there is and was, with who wrote it: by clock, government and class, the youngest first. */
export async function selectRuleLines(): Promise<WrittenRule[]> {
	const { rows } = await db.query<WrittenRule>({
		text: `select id, code, class, pemda, amount, unit, legal_basis as "legalBasis", valid_from as "validFrom",
				valid_to as "validTo", edited_at as "editedAt", edited_by as "editedBy"
			from casework.clock_rule order by code, pemda, class, valid_from desc, valid_to desc nulls first`,
	});
	return rows;
}
