import { selectAfter } from '../store/versions.ts';

/** What becomes of an applicant's draft: its version is the newest, may be finished until a day, or is asked again. */
export type DraftRule = { way: 'newest' } | { way: 'finish'; by: string } | { way: 'reconcile' };

/**
 * How a draft that was begun under a version, known by its hash, goes on today (Asia/Jakarta): each version after it
 * says so when it is published, and the strictest counts.
 */
export async function findDraftRule(versionHash: string, today: string): Promise<DraftRule> {
	const after = await selectAfter(versionHash);
	if (after.length === 0) return { way: 'newest' };
	const days = after.map(({ drafts }) => (drafts.way === 'finish' ? drafts.by : ''));
	const by = days.sort()[0] ?? '';
	return by >= today ? { way: 'finish', by } : { way: 'reconcile' };
}
