import type { Tx } from '#platform/db';
import { offerForSweeping } from '#platform/media';
import { callEmptyCase } from './store/empty.ts';

/**
 * Takes out of the case of an application what was written, sent and how its person is reached, in the transaction of the
 * room that keeps the application and found that it was kept long enough. The files go with the next sweeping, where nobody
 * else names them. False where the case is not over.
 */
export async function emptyCase(
	tx: Tx,
	{ pemda, caseId }: { pemda: string; caseId: string },
): Promise<boolean> {
	const files = await callEmptyCase(tx, pemda, caseId);
	if (!files) return false;
	await offerForSweeping(tx, files);
	return true;
}
