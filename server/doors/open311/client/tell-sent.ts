import { messagePerson, verifyCase } from '#casework';
import { translate } from '#platform/i18n';
import { findOffice } from '#regions';
import { findHeldFile, ownSystemOf, refOf } from './own-system.ts';
import { selectSent } from './store.ts';

/**
 * The office's own server has it: that is the forwarding the clock to verify waits for, and the person learns the
 * number there. Safe to run twice.
 */
export async function tellSent({ pemda, id }: { pemda: string; id: string }): Promise<void> {
	const sent = await selectSent(pemda, id);
	const file = sent?.state === 'sent' ? await findHeldFile(sent) : undefined;
	if (!sent || !file) return;
	const [actor, ref] = [ownSystemOf(sent), refOf(sent)];
	if (file.possible.verify) await verifyCase(actor, ref);
	const office = (await findOffice(pemda, sent.officeId))?.name ?? '';
	const text = translate(file.lang, 'open311.sent-there', { office, id: sent.remoteId ?? '' });
	const isTold = file.entries.some(({ kind, body }) => kind === 'message' && body === text);
	if (!isTold) await messagePerson(actor, { ...ref, text });
}
