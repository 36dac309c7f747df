import { type Actor, scopeOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { CaseState, Step } from './case.ts';
import { noteOverseeing } from './note-overseeing.ts';
import { noteReading } from './note-reading.ts';
import {
	type CaseAct,
	fitsCase,
	mayAsPerson,
	mayDecideOffer,
	mayOnCase,
	mayRead,
	readsAsOverseer,
} from './policy.ts';
import { selectFile, type WholeFile } from './store/file.ts';
import { markSeen } from './store/seen.ts';
import { selectState } from './store/state.ts';

/** What the actor may do to the case now: their right and the case's status together. */
export type Possible = Record<
	| Exclude<CaseAct, 'read'>
	| 'start'
	| 'decide'
	| 'recall'
	| 'reply'
	| 'confirm'
	| 'dispute'
	| 'withdraw'
	| 'rate',
	boolean
>;
export type CaseFile = WholeFile & { possible: Possible };

/**
 * A case with everything the actor may see of it, in two round trips beside the transaction's own. That an officer
 * looked is in the audit trail, each time, before anything is shown; and on the case, at most once a minute, where it is
 * not an overseer. Refuses `casework/no-such-case`.
 */
export async function getCaseFile(actor: Actor, ref: { pemda: string; caseId: string }): Promise<CaseFile> {
	let noted: Promise<void> | undefined;
	const read = await withScope(scopeOf(actor), async (tx) => {
		const state = await selectState(tx, ref.pemda, ref.caseId);
		if (!state || !mayRead(actor, state)) throw new Refusal('not-found', 'casework/no-such-case');
		if (actor.kind === 'officer') {
			const isOverseen = readsAsOverseer(actor, state);
			noted = isOverseen
				? noteOverseeing(actor, { act: 'read-case', pemda: state.pemda, caseId: state.id })
				: noteReading(actor, state);
			noted.catch(() => undefined); // waited for below, where it is thrown
			if (!isOverseen) await markSeen(tx, state, actor, now());
		}
		const file = await selectFile(tx, state);
		const shown = actor.kind === 'person' ? asPersonSees(file) : file;
		return { ...shown, possible: possibleFor(actor, state, file) };
	});
	await noted;
	return read;
}

/** What speaks against a picture and who of the office works on it is the office's own. */
function asPersonSees(file: WholeFile): WholeFile {
	return {
		...file,
		attachments: file.attachments.map((one) => ({
			...one,
			flags: [],
			distanceM: null,
			lat: null,
			lon: null,
		})),
		custody: file.custody.map((one) => ({ ...one, assigneeId: null })),
	};
}

const stepOf: Partial<Record<keyof Possible, Step>> = {
	...{
		verify: 'verify',
		archive: 'archive',
		start: 'start',
		ask: 'ask',
		answer: 'answer',
		merge: 'merge',
		reopen: 'reopen',
	},
	...{ confirm: 'confirm', dispute: 'dispute', withdraw: 'withdraw' },
};

function possibleFor(actor: Actor, state: CaseState, file: WholeFile): Possible {
	const offer = file.custody.find((custody) => custody.state === 'offered');
	const mine = mayAsPerson(actor, state);
	const fits = (act: keyof Possible) => {
		const step = stepOf[act];
		return step === undefined || fitsCase(step, state);
	};
	const officer = (act: CaseAct) => mayOnCase(actor, act, state) && fits(act === 'read' ? 'note' : act);
	const open = state.status !== 'closed';
	return {
		verify: officer('verify'),
		start: mayOnCase(actor, 'message', state) && fits('start'),
		reclassify: officer('reclassify') && open,
		archive: officer('archive'),
		offer: officer('offer') && open && state.status !== 'answered' && !offer,
		assign: officer('assign') && open,
		message: officer('message') && open,
		ask: officer('ask'),
		note: officer('note'),
		task: officer('task') && open,
		evidence: officer('evidence') && open,
		answer: officer('answer'),
		publish: officer('publish') && state.publication !== 'never',
		merge:
			officer('merge') ||
			(state.status === 'closed' && file.mergedInto !== null && mayOnCase(actor, 'merge', state)),
		split: officer('split') && open,
		reopen: officer('reopen') && file.mergedInto === null,
		recall: officer('offer') && offer !== undefined,
		decide: offer !== undefined && mayDecideOffer(actor, offer, state),
		reply: mine && open,
		confirm: mine && fits('confirm'),
		dispute: mine && fits('dispute'),
		withdraw: mine && fits('withdraw'),
		rate: mine && !open && !file.rated,
	};
}
