import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { pauseClocks, resumeClocks } from './clocks.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

type Message = CaseRef & { text: string };

/** Tells the person something; only they and the office read it. Two taps say it once. */
export async function messagePerson(actor: Actor, { text, ...ref }: Message): Promise<void> {
	const body = textOf('text', text);
	return workOnCase(actor, ref, 'message', 'message-person', async (work) => {
		if (work.state.status === 'closed') throw new Refusal('conflict', 'casework/not-now');
		if (await work.findSaid('message', body)) return;
		await work.change({});
		await work.write('message', { visibility: 'person', body });
	});
}

/** Asks the person for what is missing. Until they reply the clocks stand still, with this reason. */
export async function askPerson(actor: Actor, { text, ...ref }: Message): Promise<void> {
	const body = textOf('text', text);
	return workOnCase(actor, ref, 'ask', 'ask-person', async (work) => {
		await work.move('ask');
		await pauseClocks(work, 'waiting for the person');
		await work.write('asked', { visibility: 'person', body });
	});
}

/**
 * The person writes to the office; returns the line's id, so that photos can be put beside it. When the office had asked,
 * its clocks run on from now. Two taps write it once.
 */
export async function replyAsPerson(actor: Actor, { text, ...ref }: Message): Promise<string> {
	const body = textOf('text', text);
	return workOnCase(actor, ref, 'as-person', 'reply-as-person', async (work) => {
		if (work.state.status === 'closed') throw new Refusal('conflict', 'casework/not-now');
		const said = await work.findSaid('reply', body);
		if (said) return said;
		const entryId = await work.write('reply', { visibility: 'person', body });
		// What an application waits for is a correction, not a word.
		if (work.state.status !== 'waiting' || work.state.class === 'application') {
			await work.change({});
			return entryId;
		}
		await work.move('resume');
		await resumeClocks(work);
		await work.write('resumed');
		return entryId;
	});
}
