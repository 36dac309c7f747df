import { type Officer, requireFresh } from '#identity';
import { now } from '#platform/clock';
import { type Tx, withTx } from '#platform/db';
import { announce } from '#platform/events';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { listOffices, listPemda, province } from '#regions';
import { hashOf } from '../canonical.ts';
import { wordsOf } from '../catalogue-words.ts';
import type { Definition } from '../definition.ts';
import { findSeriesClash } from '../find-series-clash.ts';
import { findNewestVersion } from '../get-version.ts';
import { lintDefinition } from '../lint/lint-definition.ts';
import { mayPublish } from '../policy.ts';
import { type DraftRow, deleteDraft, markSent } from '../store/drafts.ts';
import { lockSeries } from '../store/series.ts';
import { publishVersion } from '../store/versions.ts';
import { compareDefinitions, type Reach, reachOf } from './compare-definitions.ts';
import { lockSeen, note, type SeenDraft } from './draft.ts';
import { type PublishPolicy, readPolicy } from './publish-policy.ts';

/**
 * Asks the second person to publish a draft, and says what becomes of what was begun before. Refuses
 * `services/draft-faulty`, `services/nothing-changed`, `services/version-changed`, `services/no-office`,
 * `services/number-taken`, `services/series-taken`, `services/states-missing`, `services/policy-wrong`, and as `saveDraft`.
 */
export async function sendDraft(actor: Officer, seen: SeenDraft, policy: unknown): Promise<void> {
	const at = now();
	const read = readPolicy(policy, dayOf(at));
	await withTx(async (tx) => {
		const draft = await lockSeen(tx, actor, seen);
		await judge(tx, draft, read, at);
		await markSent(tx, { id: draft.id, by: actor.accountId, at, policy: read });
		const { id: draftId, revision, serviceId } = draft;
		await note(tx, actor, 'send-draft', serviceId, { draftId, revision, policy: read });
	});
}

export type Published = { serviceId: string; version: number; hash: string; reach: Reach | 'new' };

/**
 * Publishes a draft that was sent: by the head of the office that gives it or an administrator of the province, who
 * neither wrote nor sent it. The version never changes; what was begun under those before goes on as the policy says.
 * Announces `services.published`. Refuses `services/not-sent`, `services/own-draft`, `services/not-yours`,
 * `identity/not-fresh`, and as `sendDraft`.
 */
export async function publishDefinition(actor: Officer, seen: SeenDraft): Promise<Published> {
	await requireFresh(actor);
	const at = now();
	return withTx(async (tx) => {
		const draft = await lockSeen(tx, actor, seen);
		if (!(await mayPublish(actor, draft.definition))) throw new Refusal('forbidden', 'services/not-yours');
		if (!draft.sentBy || !draft.policy) throw new Refusal('conflict', 'services/not-sent');
		if ([draft.sentBy, ...draft.editedBy].includes(actor.accountId)) {
			throw new Refusal('forbidden', 'services/own-draft');
		}
		await lockSeries(tx);
		const { definition, reach } = await judge(tx, draft, draft.policy, at);
		const published = await publish(tx, definition, {
			...{ reach, policy: draft.policy, at, approvedBy: `account:${actor.accountId}` },
			by: `account:${draft.sentBy}`,
		});
		await deleteDraft(tx, draft.id);
		await note(tx, actor, 'publish-definition', draft.serviceId, { ...published, policy: draft.policy });
		await announce(tx, 'services.published', province, { ...published, policy: draft.policy });
		return published;
	});
}

type Judged = { definition: Definition; reach: Reach | 'new' };

/** Everything that must hold on the day a draft is sent, and again on the day it is published. */
async function judge(tx: Tx, draft: DraftRow, policy: PublishPolicy, at: Date): Promise<Judged> {
	const { definition } = lintDefinition(draft.definition, dayOf(at));
	if (!definition) throw new Refusal('conflict', 'services/draft-faulty');
	await requireOffices(definition);
	await requireOwnNumbers(tx, definition);
	const newest = await findNewestVersion(draft.serviceId).catch(() => undefined);
	if ((newest?.version ?? null) !== draft.beganAs) throw new Refusal('conflict', 'services/version-changed');
	if (!newest) return { definition, reach: 'new' };
	const changes = compareDefinitions(newest.definition, definition);
	if (changes.length === 0) throw new Refusal('conflict', 'services/nothing-changed');
	if (policy.running.way === 'forced') requireStates(newest.definition, definition);
	return { definition, reach: reachOf(changes) };
}

/** Documents of two services never bear one number. */
async function requireOwnNumbers(tx: Tx, definition: Definition): Promise<void> {
	const clash = await findSeriesClash(tx, definition);
	if (!clash) return;
	const { what, ...params } = clash;
	throw new Refusal('conflict', what === 'number' ? 'services/number-taken' : 'services/series-taken', {
		params,
	});
}

/** What is forced over goes on in the state it is in: each must still be there. */
function requireStates(before: Definition, after: Definition): void {
	const kept = new Set(after.process?.states.map(({ id }) => id));
	const missing = before.process?.states.filter(({ id }) => !kept.has(id)).map(({ id }) => id) ?? [];
	if (missing.length > 0) {
		throw new Refusal('conflict', 'services/states-missing', { params: { names: missing.join(', ') } });
	}
}

/** Offices that are asked must exist: the province's, and one in at least one kabupaten or kota. */
async function requireOffices({ provider, process }: Definition): Promise<void> {
	const asked = [
		provider,
		...(process?.states.flatMap(({ office }) => office ?? []) ?? []),
		...(process?.forks.flatMap(({ branches }) => branches.map(({ office }) => office)) ?? []),
	];
	for (const one of asked) {
		const tier = one.tier === 'same' ? provider.tier : one.tier;
		if (!(await hasOffice(tier, one.function))) {
			throw new Refusal('conflict', 'services/no-office', { params: { name: one.function } });
		}
	}
}

async function hasOffice(tier: 'province' | 'regency', name: string): Promise<boolean> {
	const governments = (await listPemda()).filter(({ code }) => (code === province) === (tier === 'province'));
	for (const { code } of governments) {
		if ((await listOffices(code, { function: name })).length > 0) return true;
	}
	return false;
}

type By = { reach: Reach | 'new'; policy: PublishPolicy; at: Date; by: string; approvedBy: string };

async function publish(tx: Tx, definition: Definition, by: By): Promise<Published> {
	const hash = hashOf(definition);
	const row = { definition, hash, words: wordsOf(definition), free: definition.fees.length === 0, ...by };
	const { version } = await publishVersion(tx, row);
	return { serviceId: definition.id, version, hash: hash.toString('hex'), reach: by.reach };
}
