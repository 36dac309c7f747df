import { findCaseContact } from '#casework';
import { maskContact } from '#identity';
import type { Tx } from '#platform/db';
import { isMailOn } from '#platform/mail';
import { isSmsOn } from '#platform/sms';

/** How news of an application reaches whoever applied. `off`: a contact is known and nothing is set up that reaches it. */
export type NewsWay = { by: 'email' | 'phone'; to: string } | { by: 'off' | 'none'; to: null };

/** The address is masked: enough to know one's own again. */
export async function newsWayOf(tx: Tx, { pemda, id }: { pemda: string; id: string }): Promise<NewsWay> {
	const contact = await findCaseContact(tx, pemda, id);
	if (!contact) return { by: 'none', to: null };
	const { email, phone } = contact;
	if (email && isMailOn()) return { by: 'email', to: maskContact({ kind: 'email', address: email }) };
	if (phone && isSmsOn()) return { by: 'phone', to: maskContact({ kind: 'phone', address: phone }) };
	return { by: 'off', to: null };
}
