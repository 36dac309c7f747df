import { hashOf } from '#services';
import type { Form } from './steps.ts';

/** What stands in a form, as one hash: who signs agrees to exactly this, and to nothing that is changed later. */
export function contentOf({ answers, files }: Pick<Form, 'answers' | 'files'>, versionHash: string): string {
	const papers = files.map(({ paper, sha256 }) => `${paper} ${sha256}`).sort();
	return hashOf({ answers, papers, versionHash }).toString('hex');
}
