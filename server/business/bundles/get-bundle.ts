import { getDraft, getOwnApplication } from '#applications';
import type { Actor, Resident } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { answerGuide, type GuideAnswer, type Opening, readOpening } from '../guide/answer-guide.ts';
import { type Bundle, type BundleItem, selectBundle, selectBundles, updateDone } from '../store/bundles.ts';
import { isId, residentOf } from './start-bundle.ts';

/** How far one permit of a plan is. */
export type PermitStatus =
	/** Had elsewhere; ticked off by hand. */
	| { kind: 'elsewhere'; doneAt: Date | null }
	/** No form yet: it could not be opened, or its form is gone (`instead`). */
	| { kind: 'waiting'; instead: string | null }
	| { kind: 'draft'; draftId: string; endsAt: Date }
	| {
			kind: 'sent';
			number: string;
			state: { id: string; en: string };
			ended: boolean;
			granted: boolean;
			promisedAt: Date | null;
	  };

export type WholeBundle = {
	id: string;
	startedAt: Date;
	opening: Opening;
	answer: GuideAnswer;
	statuses: Map<string, PermitStatus>;
};

const mostListed = 20;

/** A plan of the resident who asks, with how far each permit is. Refuses `business/no-such-bundle`, `people/sign-in-needed`. */
export async function getBundle(actor: Actor, id: string): Promise<WholeBundle> {
	const own = residentOf(actor);
	const found = isId(id) && (await withScope({ account: own.accountId }, (tx) => selectBundle(tx, id)));
	if (!found) throw new Refusal('not-found', 'business/no-such-bundle');
	const opening = await readOpening(found.bundle);
	const statuses = await Promise.all(
		found.items.map(async (item) => [item.permit, await statusOf(own, item)] as const),
	);
	return {
		...{ id, startedAt: found.bundle.startedAt, opening },
		answer: await answerGuide(opening, found.bundle.answers),
		statuses: new Map(statuses),
	};
}

/** The plans of the resident who asks, the newest first; at most twenty. */
export async function listBundles(actor: Actor): Promise<Bundle[]> {
	const { accountId } = residentOf(actor);
	return withScope({ account: accountId }, (tx) => selectBundles(tx, mostListed));
}

/** Ticks off what was had elsewhere, or takes the tick back. Refuses `business/no-such-bundle`. */
export async function tickPermit(
	actor: Actor,
	{ bundleId, permit, done }: { bundleId: string; permit: string; done: boolean },
): Promise<void> {
	const { accountId } = residentOf(actor);
	const item = { bundleId, permit, doneAt: done ? now() : null };
	const ticked = isId(bundleId) && (await withScope({ account: accountId }, (tx) => updateDone(tx, item)));
	if (!ticked) throw new Refusal('not-found', 'business/no-such-bundle');
}

async function statusOf(own: Resident, { serviceId, draftId, doneAt }: BundleItem): Promise<PermitStatus> {
	if (!serviceId) return { kind: 'elsewhere', doneAt };
	if (!draftId) return { kind: 'waiting', instead: null };
	try {
		const { draft } = await getDraft(own, draftId);
		if (!draft.sent) return { kind: 'draft', draftId, endsAt: draft.endsAt };
		const { app, state } = await getOwnApplication(own, draft.sent.number);
		return {
			...{ kind: 'sent', number: draft.sent.number, state: state.label },
			...{ ended: state.kind === 'end', granted: state.outcome === 'granted' },
			promisedAt: app.promisedAt,
		};
	} catch (error) {
		// a form lasts ninety days, and may be dropped
		if (error instanceof Refusal && error.kind === 'not-found') return { kind: 'waiting', instead: draftId };
		throw error;
	}
}
