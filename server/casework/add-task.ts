import { z } from 'zod';
import { type Actor, labelOf } from '#identity';
import { Refusal } from '#platform/refusal';
import { finishTaskRow, insertTask, reopenTaskRow } from './store/tasks.ts';
import { isId, textOf } from './text.ts';
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
	if (!isId(taskId)) throw noSuchTask();
	return workOnCase(actor, ref, 'task', 'finish-task', async ({ tx, state, at, write }) => {
		const text = await finishTaskRow(tx, {
			pemda: state.pemda,
			caseId: state.id,
			taskId,
			by: labelOf(actor),
			at,
		});
		if (text === undefined) throw noSuchTask();
		await write('task-done', { visibility: 'internal', body: text });
	});
}

/** Undoes `finishTask`. */
export async function reopenTask(
	actor: Actor,
	{ taskId, ...ref }: CaseRef & { taskId: string },
): Promise<void> {
	if (!isId(taskId)) throw noSuchTask();
	return workOnCase(actor, ref, 'task', 'reopen-task', async ({ tx, state, write }) => {
		const text = await reopenTaskRow(tx, { pemda: state.pemda, caseId: state.id, taskId });
		if (text === undefined) throw noSuchTask();
		await write('task', { visibility: 'internal', body: text });
	});
}

function noSuchTask(): Refusal {
	return new Refusal('not-found', 'casework/no-such-task');
}
