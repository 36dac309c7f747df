import { type CaseFile, getCaseFile } from '#casework';
import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import type { SentCase } from './store.ts';

/** What notes for the desk are written in. */
export const deskLanguage = 'id';

/** Who speaks for an office's own system in the file of a case. */
export function ownSystemOf({ pemda, officeId }: { pemda: string; officeId: string }): Actor {
	return { kind: 'system', name: 'open311', office: { pemda, officeId } };
}

export function refOf({ casePemda, caseId }: SentCase): { pemda: string; caseId: string } {
	return { pemda: casePemda, caseId };
}

/** The file of a sent case as long as its office holds it; undefined once it is out of its hands or closed. */
export async function findHeldFile(sent: SentCase): Promise<CaseFile | undefined> {
	try {
		const file = await getCaseFile(ownSystemOf(sent), refOf(sent));
		const isHeld = file.holderPemda === sent.pemda && file.holderOfficeId === sent.officeId;
		return isHeld && file.status !== 'closed' ? file : undefined;
	} catch (error) {
		if (error instanceof Refusal && error.kind === 'not-found') return undefined;
		throw error;
	}
}
