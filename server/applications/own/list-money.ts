import type { Actor } from '#identity';
import { listMoneyOf, type Money } from '#payments';
import { withScope } from '#platform/db';
import { subjectOf } from '../application.ts';

/**
 * What was to be paid for an application, told to whoever opened its case as its owner or with the code of the receipt;
 * nothing where the case is no application, and nothing to anybody else.
 */
export async function listMoneyOfCase(
	actor: Actor,
	{ pemda, caseId }: { pemda: string; caseId: string },
): Promise<Money[]> {
	if (actor.kind !== 'person' || actor.caseId !== caseId) return [];
	return withScope({ cases: [caseId] }, (tx) => listMoneyOf(tx, actor, subjectOf({ pemda, id: caseId })));
}
