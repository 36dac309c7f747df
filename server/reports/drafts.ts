import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { now } from '#platform/clock';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { checkReferences, refusalOf } from './read-report.ts';
import { type Answers, mostFiles, type QuestionName, questions } from './report.ts';
import {
	addFiles,
	type Draft,
	type DraftFile,
	deleteDraft,
	insertDraft,
	mergeAnswers,
	removeFile,
	selectDraft,
} from './store/drafts.ts';

const lastsDays = 7;
/** When a draft ends whose last answer came now. */
export const endOfDraft = () => new Date(now().getTime() + lastsDays * 86_400_000);
const hash = (token: string) => createHash('sha256').update(token).digest();

/** Begins a form; `token` is the secret by which the browser comes back to it, for seven days after the last answer. */
export async function startDraft(): Promise<{ token: string; draft: Draft }> {
	const token = randomBytes(24).toString('base64url');
	const id = newId();
	await insertDraft(id, hash(token), now(), endOfDraft());
	return { token, draft: { id, answers: {}, files: [], receipt: null, endsAt: endOfDraft() } };
}

export async function findDraft(token: string | undefined): Promise<Draft | undefined> {
	if (!token || !/^[A-Za-z0-9_-]{32}$/.test(token)) return undefined;
	return selectDraft(hash(token), now());
}

/**
 * Keeps the answers to one page's questions, each checked. Refuses `reports/answers-wrong` with a sentence for each
 * field; nothing is kept then, and the page keeps what was typed.
 */
export async function answerDraft(
	draft: Draft,
	given: Partial<Record<QuestionName, unknown>>,
): Promise<Answers> {
	const names = Object.keys(given).filter((name): name is QuestionName => name in questions);
	const shape = z.object(Object.fromEntries(names.map((name) => [name, questions[name]])));
	const read = shape.safeParse(given);
	if (!read.success) throw refusalOf(read.error);
	const answers: Answers = read.data;
	await checkReferences(answers);
	await mergeAnswers(draft.id, answers, endOfDraft());
	return { ...draft.answers, ...answers };
}

/** Adds photos and videos to a draft; refuses `reports/too-many-files` when there would be more than five. */
export async function addDraftFiles(draft: Draft, files: DraftFile[]): Promise<void> {
	const room = await addFiles(draft.id, files, mostFiles);
	if (!room) {
		throw new Refusal('invalid', 'reports/too-many-files', {
			fields: { files: 'refusal.reports.too-many-files' },
			params: { most: mostFiles },
		});
	}
}

export function removeDraftFile(draft: Draft, fileId: string): Promise<void> {
	return removeFile(draft.id, fileId);
}

export function dropDraft(draft: Draft): Promise<void> {
	return deleteDraft(draft.id);
}
