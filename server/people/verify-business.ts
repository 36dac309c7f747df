import { type Actor, labelOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { counters, getCounterPost } from './counters.ts';
import { note } from './note.ts';
import { findAtCounter } from './open-at-counter.ts';
import { hashOfCode, parseCode } from './short-code.ts';
import { updateBusinessVerified } from './store/businesses.ts';
import { selectByCounterCode } from './store/codes.ts';
import { requireDocument } from './verify-at-counter.ts';

/**
 * An officer of a licensing office saw the NIB of a business and that the resident before them answers for it. Takes
 * the code. Refuses `people/no-counter`, `people/counter-code-wrong`, `people/document-wrong`, and
 * `people/nib-verified-elsewhere` where somebody else answers for this NIB already.
 */
export async function verifyBusiness(actor: Actor, seen: { code: string; document: string }): Promise<void> {
	const post = await getCounterPost(actor, 'business');
	const { accountId, businessId } = await findAtCounter(actor, seen.code);
	if (!businessId) throw new Refusal('conflict', 'people/no-such-business');
	requireDocument('business', seen.document);
	const office = { pemda: post.pemda, officeId: post.officeId };
	await withScope({ account: accountId }, async (tx) => {
		const at = now();
		const taken = await selectByCounterCode(hashOfCode('counter', parseCode(seen.code)), at, true, tx);
		if (!taken) throw new Refusal('conflict', 'people/counter-code-wrong');
		if (!(await updateBusinessVerified(tx, { id: businessId, at, by: labelOf(actor), office }))) {
			throw new Refusal('conflict', 'people/nib-verified-elsewhere');
		}
		const look = { document: seen.document, reason: 'verification', basis: counters.business.legalBasis };
		await note(tx, actor, { accountId, act: 'verify-business', post, detail: { businessId, ...look } });
	});
}
