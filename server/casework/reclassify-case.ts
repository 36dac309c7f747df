import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { findRegion, findSubject } from '#regions';
import { type Class, classes } from './case.ts';
import { planDeadlines } from './plan-deadlines.ts';
import { refreshDue, replaceRule } from './store/deadlines.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

export type NewReading = CaseRef & { title: string; class: string; subject: string; region: string };

/**
 * Corrects what a case is about. Another class has another term to solve it, counted from the same first day: what the
 * person was promised never starts again.
 */
export function reclassifyCase(actor: Actor, { title, class: given, subject, region, ...ref }: NewReading): Promise<void> {
	const named = textOf('title', title).slice(0, 200);
	const wanted = classes.find((one) => one === given);
	if (!wanted) throw wrong('class');
	return workOnCase(actor, ref, 'reclassify', 'reclassify-case', async (work) => {
		if (!(await findSubject(subject))) throw wrong('subject');
		if (!(await findRegion(region))) throw wrong('region');
		const { tx, state } = work;
		const dueAt = wanted === state.class ? state.dueAt : await replaceSolve(wanted);
		await work.change({ title: named, class: wanted, subject, region, dueAt });
		await refreshDue(tx, state.pemda, state.id);
		await work.write('reclassified', {
			detail: { from: { class: state.class, subject: state.subject, region: state.region }, to: { class: wanted, subject, region } },
		});

		async function replaceSolve(to: Class): Promise<Date> {
			const about = { class: to, pemda: state.pemda, startedAt: state.filedAt };
			const [planned] = await planDeadlines(['solve'], about);
			if (!planned) return state.dueAt;
			await replaceRule(tx, state.pemda, state.id, planned);
			return planned.dueAt;
		}
	});
}

function wrong(field: string): Refusal {
	return new Refusal('invalid', 'casework/choice-missing', { fields: { [field]: 'refusal.casework.choice-missing' } });
}
