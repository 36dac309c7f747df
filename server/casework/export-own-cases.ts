import type { Actor } from '#identity';
import { type CaseFile, getCaseFile } from './get-case-file.ts';
import { listOwnCases } from './list-own-cases.ts';
import { openAsOwner } from './open-as-owner.ts';

/** The cases in somebody's account, each as its person may see it, newest first: their own copy. */
export async function exportOwnCases(actor: Actor): Promise<Omit<CaseFile, 'possible'>[]> {
	const files: Omit<CaseFile, 'possible'>[] = [];
	let before: Date | undefined;
	do {
		const { cases, next } = await listOwnCases(actor, before);
		for (const { number } of cases) {
			const opened = await openAsOwner(actor, number);
			if (!opened) continue;
			const { possible: _, ...file } = await getCaseFile(opened.actor, opened);
			files.push(file);
		}
		before = next;
	} while (before);
	return files;
}
