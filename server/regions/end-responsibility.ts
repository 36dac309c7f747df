import { z } from 'zod';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { type Editor, mayEditResponsibility } from './policy.ts';
import { refuseGap } from './refuse-gap.ts';
import { pemdaOf } from './region.ts';
import { wrong } from './set-responsibility.ts';
import { forgetSnapshot } from './snapshot.ts';
import { endRule, selectRule } from './store/rules.ts';

const ending = z.object({
	ruleId: z.uuid(),
	/** Today or later, Asia/Jakarta. */
	lastDay: z.iso.date().refine((day) => day >= dayOf(now())),
	note: z.string().trim().min(3).max(500),
});

/**
 * Ends a rule of who answers for what after a day; the next closest one answers then. Why is kept in the audit trail.
 * Refuses `regions/wrong-rule` with the fields, `regions/no-such-rule`, `regions/not-yours`, `regions/rule-needed`.
 */
export async function endResponsibility(editor: Editor, input: z.input<typeof ending>): Promise<void> {
	const read = ending.safeParse(input);
	if (!read.success) throw wrong(read.error.issues.map((issue) => String(issue.path[0])));
	const { ruleId, lastDay, note } = read.data;
	await withTx(async (tx) => {
		const rule = await selectRule(tx, ruleId);
		if (!rule || (rule.validTo !== null && rule.validTo <= lastDay))
			throw new Refusal('not-found', 'regions/no-such-rule');
		if (!mayEditResponsibility(editor, rule)) throw new Refusal('forbidden', 'regions/not-yours');
		await refuseGap(ruleId, { validFrom: dayAfter(lastDay) });
		await endRule(tx, ruleId, lastDay, now(), editor.label);
		await record(tx, {
			pemda: pemdaOf(rule.region),
			actor: editor.label,
			act: 'regions/end-responsibility',
			subject: `rule:${ruleId}`,
			...(editor.origin ? { origin: editor.origin } : {}),
			detail: { lastDay, note },
		});
	});
	forgetSnapshot();
}

function dayAfter(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
