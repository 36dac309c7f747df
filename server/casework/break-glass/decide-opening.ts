import { labelOf, type Officer, readRules, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { translate } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { formatNumber } from '../case-number.ts';
import { type Glass, lockGlass, updateDecided, updateGlassEnded } from '../store/break-glass.ts';
import { insertEntry } from '../store/entries.ts';
import { tellOfOpening } from './tell-of-opening.ts';
import { mayDecideAbout } from './who-may.ts';

/** What the platform writes into a file for the office to read. */
const ofFiles = 'id';

type GlassRef = { pemda: string; id: string };

/**
 * The second person's word. With a yes the case is open to whoever asked for the minutes the installation decided, its
 * office finds a note in the file, and its head and the inspectorate are told. Refuses `casework/no-such-opening`,
 * `casework/own-opening`, `identity/not-fresh`, `casework/decided-already`.
 */
export async function decideOpening(
	actor: Officer,
	ref: GlassRef,
	decision: 'approved' | 'refused',
): Promise<void> {
	await requireFresh(actor);
	const minutes = (await readRules())['glass-minutes'];
	await withScope({ system: true }, async (tx) => {
		const glass = await lockGlass(tx, ref.pemda, ref.id);
		if (!glass?.caseId || !(await mayDecideAbout(actor, glass))) {
			throw new Refusal('not-found', 'casework/no-such-opening');
		}
		if (glass.askedBy === actor.accountId) throw new Refusal('forbidden', 'casework/own-opening');
		const at = now();
		if (glass.decision || glass.endedAt || glass.waitsUntil <= at) {
			throw new Refusal('conflict', 'casework/decided-already');
		}
		const openUntil = decision === 'approved' ? new Date(at.getTime() + minutes * 60_000) : null;
		const set = { by: actor.accountId, name: actor.name, at, decision, openUntil };
		await updateDecided(tx, glass, set);
		const line = { pemda: glass.pemda, actor: labelOf(actor), origin: actor.origin };
		await record(tx, {
			...line,
			act: `casework/${decision === 'approved' ? 'open-confidential' : 'refuse-opening'}`,
			subject: `case:${glass.caseId}`,
			detail: { openedFor: `account:${glass.askedBy}`, breakGlassId: glass.id },
		});
		if (!openUntil) return;
		await insertEntry(tx, noteOf(glass, actor, at, openUntil));
		await tellOfOpening(tx, glass, { decider: actor.name, openUntil });
	});
}

/** What the handling office reads in its file, and nobody else. */
function noteOf(glass: Glass, decider: Officer, at: Date, openUntil: Date) {
	const { pemda, caseId, holderPemda, holderOfficeId } = glass;
	const params = {
		asker: glass.askedName,
		post: glass.askedPost,
		decider: decider.name,
		reason: glass.reason,
	};
	const until = openUntil.toISOString();
	return {
		...{ pemda, caseId: caseId ?? '', at, kind: 'note', visibility: 'internal' as const },
		...{ actor: labelOf(decider), actorName: decider.name },
		office: holderPemda && holderOfficeId ? { pemda: holderPemda, officeId: holderOfficeId } : null,
		body: translate(ofFiles, 'glass.note', { ...params, number: formatNumber(glass.number) }),
		detail: { breakGlassId: glass.id, until },
	};
}

/** Closes it before its time: whoever asked, or could have decided. Refuses `casework/no-such-opening`. */
export async function endOpening(actor: Officer, ref: GlassRef): Promise<void> {
	await withScope({ system: true }, async (tx) => {
		const glass = await lockGlass(tx, ref.pemda, ref.id);
		const may = glass && (glass.askedBy === actor.accountId || (await mayDecideAbout(actor, glass)));
		if (!glass || !may) throw new Refusal('not-found', 'casework/no-such-opening');
		if (glass.endedAt) return;
		await updateGlassEnded(tx, glass, now(), labelOf(actor));
		const subject = glass.caseId ? `case:${glass.caseId}` : `break-glass:${glass.id}`;
		const line = { pemda: glass.pemda, actor: labelOf(actor), origin: actor.origin };
		await record(tx, { ...line, act: 'casework/end-opening', subject });
	});
}
