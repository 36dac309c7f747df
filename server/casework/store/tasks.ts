import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';

type NewTask = { pemda: string; caseId: string; text: string; dueOn: string | null; by: string; at: Date };

export async function insertTask(tx: Tx, task: NewTask): Promise<void> {
	await tx.query({
		name: 'casework.add-task',
		text: 'insert into casework.task (pemda, id, case_id, text, due_on, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)',
		values: [task.pemda, newId(), task.caseId, task.text, task.dueOn, task.by, task.at],
	});
}

/** Returns the task's text; undefined when there is no such open task on the case. */
export async function finishTaskRow(
	tx: Tx,
	of: { pemda: string; caseId: string; taskId: string; by: string; at: Date },
): Promise<string | undefined> {
	const { rows } = await tx.query<{ text: string }>({
		name: 'casework.finish-task',
		text: `update casework.task set done_at = $4, done_by = $5
			where pemda = $1 and case_id = $2 and id = $3 and done_at is null returning text`,
		values: [of.pemda, of.caseId, of.taskId, of.at, of.by],
	});
	return rows[0]?.text;
}

/** The same the other way: a task that was done is to do again. */
export async function reopenTaskRow(
	tx: Tx,
	of: { pemda: string; caseId: string; taskId: string },
): Promise<string | undefined> {
	const { rows } = await tx.query<{ text: string }>({
		name: 'casework.reopen-task',
		text: `update casework.task set done_at = null, done_by = null
			where pemda = $1 and case_id = $2 and id = $3 and done_at is not null returning text`,
		values: [of.pemda, of.caseId, of.taskId],
	});
	return rows[0]?.text;
}
