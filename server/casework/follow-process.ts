import { type Actor, labelOf } from '#identity';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { CaseState, Outcome, Status } from './case.ts';
import { endAllCustody, endCustody, insertCustody, selectOpenCustody } from './store/custody.ts';
import { refreshDue } from './store/deadlines.ts';
import { insertEntry } from './store/entries.ts';
import { type CaseChange, keepInSight, lockCase, updateCase } from './store/state.ts';

/** A line for the file: `person` for the applicant and the office, `internal` for the office alone. */
export type ProcessLine = {
	kind: string;
	visibility: 'person' | 'internal';
	body?: string;
	detail?: object;
};

/** What a step of a process changes of its case. */
export type ProcessStep = {
	pemda: string;
	caseId: string;
	/** The act's own name, for whoever listens to changes of cases. */
	act: string;
	status?: Extract<Status, 'in-progress' | 'waiting'>;
	/** The process is over. */
	end?: Extract<Outcome, 'granted' | 'refused' | 'withdrawn' | 'lapsed'>;
	/** When whoever holds it has to act. */
	dueAt?: Date;
	/** Passes to this office. */
	holder?: { pemda: string; officeId: string };
	/** Offices that see it beside its holder: those that had it. */
	readers?: { pemda: string[]; offices: string[] };
	lines: ProcessLine[];
};

/**
 * The case of an application follows its process: status, holder, due time and file, in the transaction of the room that
 * moved it and asked its own policy. Returns the ids of the lines. Only for cases of the class `application`.
 */
export async function followProcess(tx: Tx, actor: Actor, step: ProcessStep): Promise<string[]> {
	await keepInSight(tx, step.caseId);
	const state = await lockCase(tx, step.pemda, step.caseId);
	if (!state) throw new Refusal('not-found', 'casework/no-such-case');
	if (state.class !== 'application') throw new Error('Only a process moves its own case');
	const at = now();
	await updateCase(tx, state.pemda, state.id, at, changeOf(step, at));
	if (step.holder && isElsewhere(state, step.holder)) await pass(tx, actor, state, step.holder, at);
	if (step.end) await endAllCustody(tx, state.id, at);
	await refreshDue(tx, state.pemda, state.id);
	const office = step.holder ?? { pemda: state.holderPemda, officeId: state.holderOfficeId };
	const entries: string[] = [];
	for (const { kind, visibility, body = '', detail = {} } of step.lines) {
		const by = { actor: labelOf(actor), actorName: actor.kind === 'officer' ? actor.name : '' };
		const of = { pemda: state.pemda, caseId: state.id, at, office };
		entries.push(await insertEntry(tx, { ...of, ...by, kind, visibility, body, detail }));
	}
	await announce(tx, 'casework.changed', state.pemda, {
		...{ pemda: state.pemda, caseId: state.id, act: step.act, entries },
	});
	return entries;
}

function isElsewhere(state: CaseState, { pemda, officeId }: { pemda: string; officeId: string }): boolean {
	return state.holderPemda !== pemda || state.holderOfficeId !== officeId;
}

function changeOf({ status, end, dueAt, holder, readers }: ProcessStep, at: Date): CaseChange {
	return {
		...(end ? { status: 'closed', outcome: end, closedAt: at } : status ? { status } : {}),
		...(dueAt ? { dueAt } : {}),
		...(holder ? { holderPemda: holder.pemda, holderOfficeId: holder.officeId } : {}),
		...(readers ? { readerPemda: readers.pemda, readerOffices: readers.offices } : {}),
	};
}

async function pass(
	tx: Tx,
	actor: Actor,
	state: CaseState,
	to: { pemda: string; officeId: string },
	at: Date,
): Promise<void> {
	const by = labelOf(actor);
	for (const held of await selectOpenCustody(tx, state.id)) {
		await endCustody(tx, held.pemda, held.id, { state: 'passed', at, by });
	}
	await insertCustody(tx, {
		...{ pemda: to.pemda, id: newId(), officeId: to.officeId, casePemda: state.pemda, caseId: state.id },
		...{ state: 'held', from: { pemda: state.holderPemda, officeId: state.holderOfficeId } },
		...{ reason: '', at, by, dueAt: state.dueAt },
	});
}
