import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { findRegion, findSubject } from '#regions';
import { classes } from './case.ts';
import { applyRulesOf } from './clocks.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

export type NewReading = CaseRef & { title: string; class: string; subject: string; region: string };
const longestTitle = 200;

/**
 * Corrects what a case is about. Another class has other terms, counted from the same first day and with the pauses
 * there were: what the person was promised never starts again.
 */
export async function reclassifyCase(
	actor: Actor,
	{ title, class: given, subject, region, ...ref }: NewReading,
): Promise<void> {
	const named = textOf('title', title, longestTitle);
	const wanted = classes.find((one) => one === given);
	if (!wanted) throw wrong('class');
	return workOnCase(actor, ref, 'reclassify', 'reclassify-case', async (work) => {
		await check(subject, region);
		const { state } = work;
		if (state.status === 'closed') throw new Refusal('conflict', 'casework/not-now');
		const dueAt = wanted === state.class ? state.dueAt : await applyRulesOf(work, wanted);
		await work.change({ title: named, class: wanted, subject, region, dueAt });
		const from = { class: state.class, subject: state.subject, region: state.region };
		await work.write('reclassified', { detail: { from, to: { class: wanted, subject, region } } });
	});
}

async function check(subject: string, region: string): Promise<void> {
	if (!(await findSubject(subject))) throw wrong('subject');
	if (!(await findRegion(region))) throw wrong('region');
}

function wrong(field: string): Refusal {
	return new Refusal('invalid', 'casework/choice-missing', {
		fields: { [field]: 'refusal.casework.choice-missing' },
	});
}
