import { z } from 'zod';
import { type Actor, labelOf } from '#identity';
import { Refusal } from '#platform/refusal';
import { finishTaskRow, insertTask } from './store/tasks.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/** Something to do on the way to solving a case. `dueOn` is a day, 'YYYY-MM-DD', or null. */
export async function addTask(
	actor: Actor,
	{ text, dueOn, ...ref }: CaseRef & { text: string; dueOn: string | null },
): Promise<void> {
	const body = textOf('text', text);
	if (dueOn !== null && !z.iso.date().safeParse(dueOn).success) {
		throw new Refusal('invalid', 'casework/no-such-day', {
			fields: { dueOn: 'refusal.casework.no-such-day' },
		});
	}
	return workOnCase(actor, ref, 'task', 'add-task', async ({ tx, state, at, write, findSaid }) => {
		if (await findSaid('task', body)) return;
		await insertTask(tx, { pemda: state.pemda, caseId: state.id, text: body, dueOn, by: labelOf(actor), at });
		await write('task', { visibility: 'internal', body });
	});
}

export async function finishTask(
	actor: Actor,
	{ taskId, ...ref }: CaseRef & { taskId: string },
): Promise<void> {
	return workOnCase(actor, ref, 'task', 'finish-task', async ({ tx, state, at, write }) => {
		const text = await finishTaskRow(tx, {
			pemda: state.pemda,
			caseId: state.id,
			taskId,
			by: labelOf(actor),
			at,
		});
		if (text === undefined) throw new Refusal('not-found', 'casework/no-such-task');
		await write('task-done', { visibility: 'internal', body: text });
	});
}
