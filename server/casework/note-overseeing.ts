import { labelOf, type Officer, overseenBy } from '#identity';
import { noteRead } from '#platform/audit';
import { province } from '#regions';

/** What an overseer read: one case, or a list by the numbers that stood in it. */
export type Overseen =
	| { act: 'read-case' | 'read-file'; pemda: string; caseId: string }
	| { act: 'read-overview' | 'read-list'; numbers: string[]; detail?: object };

/**
 * Puts a reading of an overseer on record, in the statement that readings of the same moment share. Whoever calls waits
 * for it before showing anything, and outside the transaction that read: the line is written on another connection, so
 * that waiting inside one could wait for itself.
 */
export function noteOverseeing(officer: Officer, read: Overseen): Promise<void> {
	const post = officer.holdings.find((one) => overseenBy(one) !== null);
	const office = post ? { office: { pemda: post.pemda, officeId: post.officeId } } : {};
	const of = 'caseId' in read ? { pemda: read.pemda, subject: `case:${read.caseId}` } : governmentOf(officer);
	return noteRead({
		...of,
		actor: labelOf(officer),
		act: `casework/oversee-${read.act}`,
		origin: officer.origin,
		detail: { ...('caseId' in read ? {} : { ...read.detail, numbers: read.numbers }), ...office },
	});
}

/** A list of all governments is on the province's record. */
function governmentOf(officer: Officer): { pemda: string; subject: string } {
	const overseen = officer.holdings.flatMap((post) => overseenBy(post) ?? []);
	const pemda = overseen.includes('*') ? province : (overseen[0] ?? province);
	return { pemda, subject: `government:${overseen.includes('*') ? '*' : pemda}` };
}

/** Whether somebody oversees at all: their lists and files are on record, whatever else they may be. */
export function isOverseer(officer: Officer): boolean {
	return officer.holdings.some((post) => overseenBy(post) !== null);
}
