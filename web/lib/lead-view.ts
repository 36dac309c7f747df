import { formatNumber, type LedCase } from '#casework';
import type { Officer } from '#identity';
import { officeName, shortName, toneOf } from '#lib/case-view.ts';
import { placeOf } from '#lib/public-list-view.ts';
import { findSubject } from '#regions';

/**
 * A line of a leader's lists. `late` is what the office's nearest clock says; `own`: the government of the reader, whose
 * name its offices need not repeat.
 */
export async function ledLine(one: LedCase, at: Date, lang: 'id' | 'en', own = '') {
	const late = one.dueAt < at && one.status !== 'answered' && one.status !== 'waiting';
	return {
		number: formatNumber(one.number),
		title: one.title,
		subject: (await findSubject(one.subject))?.name[lang] ?? one.subject,
		where: await placeOf(one.region),
		office: shortName(await officeName(one.pemda, one.officeId), own),
		status: one.status,
		late,
		tone: late ? ('late' as const) : toneOf({ ...one, dueAt: at, answeredAt: null }, at),
		dueAt: one.dueAt,
		filedAt: one.filedAt,
		escalation: one.escalation,
	};
}
export type LedLine = Awaited<ReturnType<typeof ledLine>>;

/** "Bupati Asahan": as whom somebody leads. */
export function titleOf(officer: Officer): string {
	const leading = officer.holdings.find(({ role }) =>
		['regional-head', 'secretary', 'office-head', 'overseer'].includes(role),
	);
	return leading?.postTitle ?? officer.name;
}
