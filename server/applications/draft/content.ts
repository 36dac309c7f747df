import type { NewAttachment } from '#casework';
import { newId } from '#platform/ids';
import { hashOf } from '#services';
import type { PaperFile } from '../application.ts';
import type { DraftFile } from './draft.ts';
import type { Form } from './steps.ts';

/** What stands in a form, as one hash: who signs agrees to exactly this, and to nothing that is changed later. */
export function contentOf({ answers, files }: Pick<Form, 'answers' | 'files'>, versionHash: string): string {
	const papers = files.map(({ paper, sha256 }) => `${paper} ${sha256}`).sort();
	return hashOf({ answers, papers, versionHash }).toString('hex');
}

/** A file of a draft as it goes into a case. */
export function attachmentOf(file: DraftFile): NewAttachment & { paper: string; name: string } {
	const { sha256, thumbSha256, originalSha256, contentType, sizeBytes, paper, name } = file;
	const kind = contentType.startsWith('image/') ? 'photo' : 'document';
	return {
		...{ kind, sha256, originalSha256, contentType, sizeBytes, paper, name },
		...(thumbSha256 ? { thumbSha256 } : {}),
	};
}

/** A file that was sent, to be kept or replaced. */
export function draftFileOf(file: PaperFile): DraftFile {
	return { id: newId(), originalSha256: file.sha256, unscannable: false, ...file };
}

/** A file as an application keeps it. */
export function paperOf({ paper, name, sha256, contentType, sizeBytes }: DraftFile): PaperFile {
	return { paper, name, sha256, contentType, sizeBytes };
}
