import type { Db, Tx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { type Requirement, requirementsOf } from '../framework/requirements.ts';
import { lockPlan, type Plan, selectPlan } from '../store/plans.ts';

export type PlanRef = { pemda: string; year: number };
export type RequirementRef = PlanRef & { requirement: string };

/** The plan, held until the transaction ends. Refuses `renaksi/no-such-plan`. */
export async function holdPlan(tx: Tx, { pemda, year }: PlanRef): Promise<Plan> {
	const plan = await lockPlan(tx, pemda, year);
	if (!plan) throw new Refusal('not-found', 'renaksi/no-such-plan');
	return plan;
}

/** The plan, to read. Refuses `renaksi/no-such-plan`. */
export async function getPlan(on: Db, { pemda, year }: PlanRef): Promise<Plan> {
	const plan = await selectPlan(on, pemda, year);
	if (!plan) throw new Refusal('not-found', 'renaksi/no-such-plan');
	return plan;
}

/** The document a framework asks for. Refuses `renaksi/no-such-document`. */
export function getRequirement({ framework }: Plan, id: string): Requirement {
	const found = requirementsOf(framework).all.find((one) => one.id === id);
	if (!found) throw new Refusal('not-found', 'renaksi/no-such-document');
	return found;
}

/** Refuses `renaksi/closed`: a closed period changes by a correction only. */
export function requireOpen({ closedAt }: Plan): void {
	if (closedAt) throw new Refusal('conflict', 'renaksi/closed');
}

const shortest = 10;
const longest = 2000;

/** A note of 10 to 2,000 characters, without what stands around it; undefined where it is none. */
export function readNote(text: string): string | undefined {
	const note = text.trim();
	return note.length < shortest || note.length > longest ? undefined : note;
}

/** A reason or note of 10 to 2,000 characters. Refuses `renaksi/note-needed` beside its field. */
export function requireNote(text: string, field: string): string {
	const note = readNote(text);
	if (note === undefined) {
		throw new Refusal('invalid', 'renaksi/note-needed', {
			fields: { [field]: 'refusal.renaksi.note-needed' },
		});
	}
	return note;
}
