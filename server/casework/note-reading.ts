import { labelOf, type Officer } from '#identity';
import { noteRead } from '#platform/audit';
import type { CaseState } from './case.ts';
import { readingPost } from './policy.ts';

/**
 * Puts on record that an officer read the file of a case, each time, by which post, in the statement that readings of the
 * same moment share. As with overseers: waited for before anything is shown, outside the transaction that read.
 */
export function noteReading(officer: Officer, state: CaseState): Promise<void> {
	const post = readingPost(officer, state);
	return noteRead({
		...{
			pemda: state.pemda,
			actor: labelOf(officer),
			act: 'casework/read-case',
			subject: `case:${state.id}`,
		},
		...(post?.lentBy ? { onBehalfOf: `account:${post.lentBy.accountId}` } : {}),
		origin: officer.origin,
		detail: post ? { office: { pemda: post.pemda, officeId: post.officeId } } : {},
	});
}
