import { type Actor, labelOf } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { endOf } from '#platform/workdays';
import { getOffice } from '#regions';
import { isDay } from './is-day.ts';
import { fenceOf, mayPlan } from './policy.ts';
import { getRequirement, holdPlan, type RequirementRef, requireOpen } from './read-plan.ts';
import { insertAction } from './store/actions.ts';

type Assignment = RequirementRef & {
	officeId: string;
	/** The last day, Asia/Jakarta. */
	dueOn: string;
	target: string;
	unit: string;
};

/** Says which office brings a document, by which day; a later line takes the place of the one before. Refuses `renaksi/not-yours` and `wrong-day`. */
export async function assignDocument(actor: Actor, { pemda, year, ...one }: Assignment): Promise<void> {
	if (!mayPlan(actor, pemda)) throw new Refusal('forbidden', 'renaksi/not-yours');
	if (!isDay(one.dueOn)) {
		throw new Refusal('invalid', 'renaksi/wrong-day', { fields: { dueOn: 'refusal.renaksi.wrong-day' } });
	}
	const office = await getOffice(pemda, one.officeId);
	const dueAt = endOf(one.dueOn);
	await withScope(fenceOf(actor), async (tx) => {
		const plan = await holdPlan(tx, { pemda, year });
		requireOpen(plan);
		const { id: requirement } = getRequirement(plan, one.requirement);
		const by = labelOf(actor);
		const what = {
			requirement,
			officeId: office.id,
			officeName: office.name,
			target: one.target,
			unit: one.unit,
		};
		await insertAction(tx, { pemda, year, id: newId(), at: now(), by, dueAt, ...what });
		const detail = { requirement, officeId: office.id, dueOn: one.dueOn };
		await record(tx, { pemda, actor: by, act: 'renaksi/assign-document', subject: `plan:${year}`, detail });
	});
}
