import { startDraft } from '#applications';
import type { Actor, Resident } from '#identity';
import { listBusinesses } from '#people';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import type { Answers } from '#rules';
import { type Definition, getService } from '#services';
import {
	answersFor,
	factsFor,
	type Opening,
	permitsFor,
	questionsOf,
	readOpening,
} from '../guide/answer-guide.ts';
import { guide, type Permit } from '../guide/guide.ts';
import { claimItem, insertBundle, selectBundle, settleItem } from '../store/bundles.ts';

export type NewBundle = {
	kbli: string;
	region: string;
	scale: string;
	answers: Answers;
	/** Made by the page once: the same sending is the same plan. */
	key: string;
};

/** Whoever opens a form has this long before another may. */
const turnMs = 60_000;

/**
 * One start for all that the guide names: a form is opened for each permit that is applied for here, with what was
 * answered already filled in; the others are ticked off by hand. A form that cannot be opened yet (for a business that is
 * not there before its NIB is) waits and is opened later. Refuses `people/sign-in-needed`, `business/key-missing`,
 * `business/answers-missing`, and what `readOpening` does.
 */
export async function startBundle(actor: Actor, typed: NewBundle): Promise<{ bundleId: string }> {
	const own = residentOf(actor);
	if (!/^[\w-]{8,80}$/.test(typed.key)) throw new Refusal('invalid', 'business/key-missing');
	const opening = await readOpening(typed);
	const answers = await wholeAnswers(opening, typed.answers);
	const needed = permitsFor(opening, answers, dayOf(now()));
	const items = guide.permits.flatMap(({ id, service }) =>
		needed.includes(id) ? [{ permit: id, serviceId: service ?? null }] : [],
	);
	const bundleId = await withScope({ account: own.accountId }, (tx) =>
		insertBundle(tx, {
			...{ id: newId(), accountId: own.accountId, actsFor: own.actsFor?.id ?? null, key: typed.key, items },
			...{
				kbli: opening.kbli.code,
				region: opening.region.code,
				scale: opening.size.id,
				answers,
				startedAt: now(),
			},
		}),
	);
	for (const { permit, serviceId } of items) {
		if (serviceId) await openPermit(own, { bundleId, permit }).catch(notYet);
	}
	return { bundleId };
}

/** What a form refuses now it may take later; anything else is a fault. */
function notYet(error: unknown): void {
	if (!(error instanceof Refusal)) throw error;
}

/**
 * Opens the form of one permit of a plan, or finds the one that was opened. `instead`: a form that is gone. Refuses
 * `business/no-such-bundle`, `business/being-opened`, and what `startDraft` does.
 */
export async function openPermit(
	actor: Actor,
	{ bundleId, permit, instead = null }: { bundleId: string; permit: string; instead?: string | null },
): Promise<{ serviceId: string; draftId: string }> {
	const own = residentOf(actor);
	const scope = { account: own.accountId };
	const found = isId(bundleId) ? await withScope(scope, (tx) => selectBundle(tx, bundleId)) : undefined;
	const item = found?.items.find((one) => one.permit === permit);
	const asked = guide.permits.find(({ id }) => id === permit);
	if (!found || !item?.serviceId || !asked) throw new Refusal('not-found', 'business/no-such-bundle');
	const { serviceId, draftId } = item;
	if (draftId && draftId !== instead) return { serviceId, draftId };
	const turn = { bundleId, permit, instead: draftId };
	const at = now();
	const mine = await withScope(scope, (tx) => claimItem(tx, turn, at, new Date(at.getTime() - turnMs)));
	if (!mine) throw new Refusal('conflict', 'business/being-opened');
	const opened = await openForm(own, asked, serviceId, found.bundle).catch(async (error: unknown) => {
		await withScope(scope, (tx) => settleItem(tx, { bundleId, permit, draftId: null }));
		throw error;
	});
	await withScope(scope, (tx) => settleItem(tx, { bundleId, permit, draftId: opened }));
	return { serviceId, draftId: opened };
}

async function openForm(
	own: Resident,
	permit: Permit,
	serviceId: string,
	{ kbli, region, scale, answers }: { kbli: string; region: string; scale: string; answers: Answers },
): Promise<string> {
	const opening = await readOpening({ kbli, region, scale });
	const { definition } = await getService(serviceId);
	const known = { ...classFields(definition, kbli), ...answersFor(permit, factsFor(opening, answers)) };
	const draft = await startDraft(own, {
		serviceId,
		answers: known,
		...(definition.provider.tier === 'regency' ? { region } : {}),
		...(own.actsFor ? {} : { partyId: await partyFor(own, definition, kbli) }),
	});
	return draft.id;
}

/**
 * For whom: the business of this class that the resident has, where there is one; else themselves, and for what only a
 * business can apply for their only business.
 */
async function partyFor(own: Resident, { audience }: Definition, kbli: string): Promise<string> {
	const businesses = audience.includes('business') ? await listBusinesses(own) : [];
	const [fitting] = businesses.filter((one) => one.kbli.includes(kbli));
	const [only, ...others] = businesses;
	if (fitting) return fitting.id;
	return !audience.includes('resident') && only && others.length === 0 ? only.id : own.accountId;
}

/** Fields that ask for the class of business: it was chosen already. */
function classFields({ process }: Definition, kbli: string): Answers {
	const leaves = process?.pages.flatMap(({ fields }) => fields) ?? [];
	return Object.fromEntries(leaves.flatMap(({ id, kind }) => (kind === 'kbli' ? [[id, kbli] as const] : [])));
}

async function wholeAnswers(opening: Opening, given: Answers): Promise<Answers> {
	const asked = questionsOf(opening, given);
	const missing = asked.filter(({ id }) => !Object.hasOwn(given, id));
	if (missing.length > 0) throw new Refusal('invalid', 'business/answers-missing');
	return Object.fromEntries(asked.map(({ id }) => [id, given[id] ?? null]));
}

export function residentOf(actor: Actor): Resident {
	if (actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	return actor;
}

export const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
