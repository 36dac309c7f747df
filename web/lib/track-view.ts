import { isOpen, type PublicCaseFile } from '#casework';
import { officeName, toneOf, wordOf } from '#lib/case-view.ts';
import { placeOf } from '#lib/public-list-view.ts';
import { now } from '#platform/clock';
import { findSubject } from '#regions';

type T = App.Locals['t'];
type Known = Pick<
	PublicCaseFile,
	| 'status'
	| 'class'
	| 'subject'
	| 'region'
	| 'holderPemda'
	| 'holderOfficeId'
	| 'filedAt'
	| 'dueAt'
	| 'answeredAt'
> & { outcome: string | null; entries: { kind: string; at: Date }[] };
type Clock = { code: string; dueAt: Date; metAt: Date | null; firedAt: Date | null };

/** What somebody who looks a case up wants to know first: how it stands, who has it since when, until when. */
export async function factsOf(one: Known, lang: 'id' | 'en', t: T) {
	const tone = toneOf(one, now());
	// a disputed case bears the same sign before its day has passed; one that waits for its person stands still
	const late = tone === 'late' && one.dueAt < now() && one.status !== 'waiting';
	return {
		status: one.status,
		tone,
		late,
		statusWord: t(wordOf(one)),
		/** How it ended, where the status does not say it. */
		outcome: one.outcome && wordOf(one).startsWith('cases.status') ? t(`cases.outcome.${one.outcome}`) : null,
		class: t(`cases.class.${one.class}`),
		isReport: one.class !== 'application',
		subject: (await findSubject(one.subject))?.name[lang] ?? one.subject,
		where: await placeOf(one.region),
		holder: await officeName(one.holderPemda, one.holderOfficeId),
		heldSince: one.entries.findLast(({ kind }) => kind === 'accepted')?.at ?? one.filedAt,
		filedAt: one.filedAt,
		dueAt: one.dueAt,
		open: isOpen(one.status),
	};
}

/** The day an answer nobody speaks to closes the case by itself; only its person is told. */
export function closesOn(clocks: Clock[]): Date | undefined {
	return clocks.find(({ code, metAt, firedAt }) => code === 'auto-close' && !metAt && !firedAt)?.dueAt;
}
