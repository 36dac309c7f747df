import { type Actor, labelOf } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { announce } from '#platform/events';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { evaluate, type Facts, type Rule } from '#rules';
import { type Definition, factsOf, getVersion, type Process, type State } from '#services';
import { type Application, type By, type Change, type EventKind, subjectOf } from './application.ts';
import { applyChange } from './fold.ts';
import { updateApplication } from './store/application.ts';
import { insertEvent } from './store/events.ts';

/** What an act has at hand: the application, locked, under the version it was sent with. */
export type Work = {
	tx: Tx;
	at: Date;
	actor: Actor;
	by: By;
	definition: Definition;
	process: Process;
	/** As it stands after the events of this act so far. */
	app: Application;
};

type More = {
	transition?: string;
	toState?: string;
	reason?: string;
	key?: string | null;
	by?: By;
};

/** The definition an application is pinned to. Refuses `applications/no-process` for one that cannot be sent. */
export async function definitionOf(
	versionHash: string,
): Promise<{ definition: Definition; process: Process }> {
	const definition = await getVersion(versionHash);
	if (!definition.process) throw new Refusal('conflict', 'applications/no-process');
	return { definition, process: definition.process };
}

export async function workOn(tx: Tx, actor: Actor, by: By, app: Application): Promise<Work> {
	return { tx, at: now(), actor, by, app: { ...app }, ...(await definitionOf(app.versionHash)) };
}

/** The platform itself, where the process moves by itself. */
export const bySystem: By = {
	...{ actor: 'system:process', name: '', role: 'system', officeId: null, actingFor: null },
	assurance: null,
};

/** Adds one event and what it changes. The row is kept at the end of the act by `keep`. */
export async function append(work: Work, kind: EventKind, diff: Change, more: More = {}): Promise<void> {
	const { app, at } = work;
	const by = more.by ?? work.by;
	const seq = app.seq + 1;
	await insertEvent(work.tx, app, {
		...{ seq, at, kind, transition: more.transition ?? null, fromState: app.state || null },
		...{ toState: more.toState ?? null, actor: by.actor, actorName: by.name, role: by.role },
		...{ officeId: by.officeId, actingFor: by.actingFor, assurance: by.assurance },
		...{ reason: more.reason ?? '', diff, versionHash: app.versionHash, key: more.key ?? null },
	});
	const { holder, ...folded } = applyChange(
		{ ...app, holder: { pemda: app.holderPemda, officeId: app.holderOfficeId } },
		diff,
		{ seq, at },
	);
	Object.assign(app, folded);
	if (holder) Object.assign(app, { holderPemda: holder.pemda, holderOfficeId: holder.officeId });
}

/** Writes what the events came to, the line of the trail, and tells whoever listens: ids and what happened. */
export async function keep(work: Work, act: string): Promise<void> {
	const { tx, app, actor, by } = work;
	await updateApplication(tx, app);
	await record(tx, {
		...{ pemda: app.pemda, actor: labelOf(actor), act: `applications/${act}`, subject: subjectOf(app) },
		...(actor.kind === 'system' ? {} : { origin: actor.origin }),
		...(by.actingFor ? { onBehalfOf: by.actingFor } : {}),
		detail: { state: app.state, seq: app.seq },
	});
	await announce(tx, 'applications.changed', app.pemda, {
		...{ pemda: app.pemda, id: app.id, act, state: app.state, seq: app.seq },
	});
}

/** What rules see now: answers to what is asked, and what officers found. */
export function factsNow({ definition, app, at }: Pick<Work, 'definition' | 'app' | 'at'>): Facts {
	return factsOf(definition, app.answers, dayOf(at), app.findings);
}

export function holdsNow(work: Pick<Work, 'definition' | 'app' | 'at'>, rule: Rule | undefined): boolean {
	return rule === undefined || evaluate(rule, factsNow(work)) === true;
}

export function stateIn(process: Process, id: string): State {
	const state = process.states.find((one) => one.id === id);
	if (!state) throw new Error(`No state ${id} in this version`);
	return state;
}
