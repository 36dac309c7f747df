import { takePaper } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { evidenceTypes, mostBytes } from '#renaksi';
import { filesOf } from './uploads.ts';

type Paper = { name: string; sha256: string; originalSha256: string; contentType: string; sizeBytes: number };

/**
 * Papers of a form field, taken one after the other. One that cannot be taken does not lose the others: the first refusal
 * comes beside what was taken, for the field, and says which file it was.
 */
export async function takePapers(
	form: FormData,
	field: string,
): Promise<{ taken: Paper[]; refusal: Refusal | undefined }> {
	const taken: Paper[] = [];
	let refusal: Refusal | undefined;
	for (const file of filesOf(form, field)) {
		try {
			taken.push(await take(file));
		} catch (thrown) {
			if (!(thrown instanceof Refusal)) throw thrown;
			const params = { ...thrown.params, name: file.name };
			refusal ??= new Refusal(thrown.kind, thrown.code, { fields: { [field]: thrown.messageKey }, params });
		}
	}
	return { taken, refusal };
}

async function take(file: File): Promise<Paper> {
	if (file.size > mostBytes) throw new Refusal('too-large', 'renaksi/file-too-large');
	const bytes = new Uint8Array(await file.arrayBuffer());
	const { sha256, originalSha256, contentType, sizeBytes } = await takePaper(bytes, evidenceTypes);
	const name = file.name.replace(/[\p{Cc}<>]/gu, '').slice(0, 120) || 'berkas';
	return { name, sha256, originalSha256, contentType, sizeBytes };
}
