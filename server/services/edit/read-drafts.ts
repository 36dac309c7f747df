import type { Officer } from '#identity';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { province } from '#regions';
import type { Definition, Words } from '../definition.ts';
import { getVersion } from '../get-version.ts';
import type { Fault } from '../lint/fault.ts';
import { lintDefinition } from '../lint/lint-definition.ts';
import { mayBegin, mayEdit, mayPublish } from '../policy.ts';
import { selectEditable, selectProviders } from '../store/drafts.ts';
import { type SimulationRow, selectLastSimulation } from '../store/simulations.ts';
import { type Change, compareDefinitions, type Reach, reachOf } from './compare-definitions.ts';
import { findDraft } from './draft.ts';
import type { PublishPolicy } from './publish-policy.ts';
import { type Use, useOf } from './use.ts';

export type EditableLine = {
	id: string;
	title: Words;
	provider: Definition['provider'];
	/** Whether it can be applied for here. */
	isOnline: boolean;
	version: number | null;
	publishedAt: Date | null;
	/** As its file has it, or as officials published it. */
	isFromFile: boolean;
	draft: { id: string; editedAt: Date; sentAt: Date | null } | null;
};

/** The services somebody may change, by title. Refuses `services/not-yours` whoever may change none. */
export async function listEditable(actor: Officer): Promise<{ lines: EditableLine[]; mayBegin: boolean }> {
	const rows = await selectEditable();
	const own: typeof rows = [];
	for (const row of rows) if (await mayEdit(actor, row.definition)) own.push(row);
	if (own.length === 0 && !mayBegin(actor)) throw new Refusal('forbidden', 'services/not-yours');
	const lines = own.map(({ id, version, publishedAt, publishedBy, definition, draft }) => ({
		...{ id, title: definition.title, provider: definition.provider, version, publishedAt },
		...{ isOnline: definition.process !== undefined, isFromFile: publishedBy === 'system:load' },
		draft: draft && {
			id: draft.id,
			editedAt: new Date(draft.editedAt),
			sentAt: draft.sentAt === null ? null : new Date(draft.sentAt),
		},
	}));
	return { lines, mayBegin: mayBegin(actor) };
}

/** Whether the list has anything for somebody: for the way that leads there. */
export async function editsServices(actor: Officer): Promise<boolean> {
	if (mayBegin(actor)) return true;
	// no post of the province's offices, no service
	if (!actor.holdings.some(({ pemda }) => pemda === province)) return false;
	for (const provider of await selectProviders()) if (await mayEdit(actor, { provider })) return true;
	return false;
}

export type DraftFile = {
	id: string;
	serviceId: string;
	revision: number;
	definition: Definition;
	/** What is offered now; undefined for a new service. */
	before: Definition | undefined;
	beganAs: number | null;
	editedAt: Date;
	sent: { at: Date; policy: PublishPolicy } | null;
	faults: Fault[];
	changes: Change[];
	reach: Reach | 'new';
	use: Use;
	simulation: SimulationRow | undefined;
	mayUndo: boolean;
	/** Whether the asker could publish it; `own` says that they wrote it. */
	mayPublish: boolean;
	isOwn: boolean;
};

/** A draft, by its id or its service's, with everything that is to be known before it is published. Refuses `services/no-such-draft`. */
export async function getDraft(actor: Officer, which: string): Promise<DraftFile> {
	const draft = await findDraft(actor, which);
	const { id, serviceId, revision, definition, beganAs, editedAt, editedBy, sentBy, sentAt, policy } = draft;
	const before = beganAs === null ? undefined : await getVersion({ serviceId, version: beganAs });
	const changes = before ? compareDefinitions(before, definition) : [];
	return {
		...{ id, serviceId, revision, definition, before, beganAs, editedAt, changes },
		sent: sentAt && policy ? { at: sentAt, policy } : null,
		faults: lintDefinition(definition, dayOf(now())).faults,
		reach: before ? reachOf(changes) : 'new',
		use: await useOf().count(serviceId),
		simulation: await selectLastSimulation(id),
		mayUndo: revision > 1,
		mayPublish: await mayPublish(actor, definition),
		isOwn: [sentBy, ...editedBy].includes(actor.accountId),
	};
}
