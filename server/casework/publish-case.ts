import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { meetClocks } from './clocks.ts';
import { publishAttachments } from './store/attachments.ts';
import { insertWords } from './store/words.ts';
import { isId, textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/**
 * Shows a report to everybody, in the words somebody read over: names, numbers and addresses taken out. `photos` are
 * the ids of the pictures that may be seen. What was public before is replaced.
 */
export async function publishCase(
	actor: Actor,
	{ title, body, photos, ...ref }: CaseRef & { title: string; body: string; photos: string[] },
): Promise<void> {
	const shown = { publishedTitle: textOf('title', title), publishedBody: textOf('body', body) };
	const shownPhotos = photos.filter(isId);
	return workOnCase(actor, ref, 'publish', 'publish-case', async (work) => {
		const { tx, state, at } = work;
		if (state.publication === 'never') throw new Refusal('conflict', 'casework/never-public');
		await work.change({ ...shown, publication: 'published' });
		await publishAttachments(tx, state.id, shownPhotos, at);
		await insertWords(tx, `${shown.publishedTitle} ${shown.publishedBody}`);
		await meetClocks(work, ['moderate']);
		await work.write('published');
	});
}

/** Keeps the text from the public, and says why. The case itself, its custody and its clocks stay to be seen. */
export async function withholdCase(
	actor: Actor,
	{ reason, ...ref }: CaseRef & { reason: string },
): Promise<void> {
	const body = textOf('reason', reason);
	return workOnCase(actor, ref, 'publish', 'withhold-case', async (work) => {
		if (work.state.publication === 'never') throw new Refusal('conflict', 'casework/never-public');
		await work.change({ publication: 'withheld', publishedTitle: null, publishedBody: null });
		await publishAttachments(work.tx, work.state.id, [], work.at);
		await meetClocks(work, ['moderate']);
		await work.write('withheld', { visibility: 'internal', body });
	});
}
