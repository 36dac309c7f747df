import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { newId } from '#platform/ids';
import { type FileType, takePaper } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { getStep } from './answer-step.ts';
import type { DraftFile } from './draft.ts';
import { getDraft, type OpenDraft, withOwnDraft } from './get-draft.ts';
import { endOfDraft } from './start-draft.ts';
import type { FileKind, Limits } from './steps.ts';
import { addFiles, removeFile } from './store.ts';

const typeOf: Record<FileKind, FileType | 'application/pdf'> = {
	pdf: 'application/pdf',
	jpeg: 'image/jpeg',
	png: 'image/png',
};

export type NewFile = { name: string; bytes: Uint8Array };

/**
 * Adds files of a paper: looked at, scanned where a scanner is configured, stored. A scan that waits is a state, not a
 * failure. Refuses what `takePaper` does, each beside the field `files`; `applications/too-many-files`;
 * `applications/unscannable` where the service takes no locked file; `applications/no-such-step`.
 */
export async function addDraftFile(
	actor: Actor,
	id: string,
	{ paper, files }: { paper: string; files: NewFile[] },
): Promise<void> {
	const { limits } = getPaper(await getDraft(actor, id), paper);
	const taken: DraftFile[] = [];
	if (files.length > limits.most) throw tooMany(limits);
	for (const { name, bytes } of files) taken.push({ ...(await take(bytes, limits)), ...nameOf(name), paper });
	await withOwnDraft(
		actor,
		id,
		async (tx, open) => {
			const { limits } = getPaper(open, paper);
			const at = now();
			const change = { at, endsAt: endOfDraft(at) };
			const room = await addFiles(tx, id, { paper, files: taken, most: limits.most }, change);
			if (!room) throw tooMany(limits);
		},
		{ lock: true },
	);
}

/** Takes a file out of a draft. */
export async function removeDraftFile(actor: Actor, id: string, fileId: string): Promise<void> {
	const at = now();
	await withOwnDraft(actor, id, (tx) => removeFile(tx, id, fileId, { at, endsAt: endOfDraft(at) }));
}

function getPaper(open: OpenDraft, paper: string) {
	const step = getStep(open, `berkas.${paper}`);
	if (step.kind !== 'paper') throw new Refusal('not-found', 'applications/no-such-step');
	return step;
}

const nameOf = (name: string) => ({
	id: newId(),
	name: name.replace(/[\p{Cc}<>]/gu, '').slice(0, 120) || 'berkas',
});

async function take(bytes: Uint8Array, { types, unscannable }: Limits) {
	try {
		const file = await takePaper(
			bytes,
			types.map((type) => typeOf[type]),
		);
		if (file.unscannable && unscannable === 'refuse') {
			throw new Refusal('unsupported', 'applications/unscannable');
		}
		return file;
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		throw new Refusal(thrown.kind, thrown.code, {
			fields: { files: thrown.messageKey },
			params: thrown.params,
		});
	}
}

function tooMany({ most }: Limits): Refusal {
	return new Refusal('invalid', 'applications/too-many-files', {
		fields: { files: 'refusal.applications.too-many-files' },
		params: { most },
	});
}
