import { answerCase, type CaseFile, messagePerson, startCase } from '#casework';
import { translate } from '#platform/i18n';
import type { Open311Endpoint } from '#regions';
import { attachPhoto } from './attach-photo.ts';
import { findHeldFile, ownSystemOf, refOf } from './own-system.ts';
import type { Row } from './read-reply.ts';

import type { SentCase } from './store.ts';

const longest = 4000;

/** How it stands with a sending after what its server said. */
export type Relayed = 'goes on' | 'ended';

/**
 * Writes into the file what the office's server says anew: a note of an open request is what the office does about it,
 * a closed request is an answer, which the person confirms or disputes; nothing there closes a case here. Repeated
 * after a crash it writes nothing twice.
 */
export async function relayUpdate(sent: SentCase, row: Row, endpoint: Open311Endpoint): Promise<Relayed> {
	const file = await findHeldFile(sent);
	if (!file) return 'ended';
	const [actor, ref] = [ownSystemOf(sent), refOf(sent)];
	const notes = row['status_notes']?.slice(0, longest).toWellFormed().trim() ?? '';
	if (statusIn(row) === 'closed') {
		if (file.possible.answer) await answer(sent, file, { notes, photo: row['media_url'] ?? null, endpoint });
		return 'ended';
	}
	if (notes !== '' && notes !== sent.remoteNotes && notes !== lastWords(file)) {
		if (file.possible.start) await startCase(actor, { ...ref, plan: notes });
		else if (file.possible.message) await messagePerson(actor, { ...ref, text: notes });
	}
	return 'goes on';
}

/** `open` and `closed`, however they are written; anything else is null. */
export function statusIn(row: Row): 'open' | 'closed' | null {
	const status = row['status']?.toLowerCase();
	return status === 'open' || status === 'closed' ? status : null;
}

/** What the office's server said last, as it stands in the file. */
function lastWords({ entries }: CaseFile): string | undefined {
	return entries.findLast(
		({ actor, kind }) => actor === 'system:open311' && (kind === 'started' || kind === 'message'),
	)?.body;
}

type Closing = { notes: string; photo: string | null; endpoint: Open311Endpoint };

async function answer(sent: SentCase, file: CaseFile, { notes, photo, endpoint }: Closing): Promise<void> {
	if (photo && file.possible.evidence) await attachPhoto(sent, photo, endpoint);
	const say = (key: string) => translate(file.lang, key, { id: sent.remoteId ?? '' });
	const text = notes || say('open311.closed-there');
	await answerCase(ownSystemOf(sent), {
		...refOf(sent),
		text,
		withoutEvidence: say('open311.evidence-there'),
	});
}
