import type { Actor } from '#identity';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/** A note that only offices read. Two taps write it once. */
export async function addNote(actor: Actor, { text, ...ref }: CaseRef & { text: string }): Promise<void> {
	const body = textOf('text', text);
	return workOnCase(actor, ref, 'note', 'add-note', async (work) => {
		if (await work.findSaid('note', body)) return;
		await work.write('note', { visibility: 'internal', body });
	});
}
