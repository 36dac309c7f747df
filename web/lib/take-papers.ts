import { takePaper } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { filesOf } from './uploads.ts';

const types = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** Papers of a form field, taken one after the other; a refusal stands beside the field. */
export async function takePapers(form: FormData, field: string, most: number) {
	const files = filesOf(form, field);
	const fields = (messageKey: string) => ({ fields: { [field]: messageKey } });
	if (files.length > most) {
		throw new Refusal('invalid', 'renaksi/too-many-files', {
			...fields('refusal.renaksi.too-many-files'),
			params: { most },
		});
	}
	const taken = [];
	for (const file of files) {
		try {
			const { sha256, originalSha256, contentType, sizeBytes } = await takePaper(
				new Uint8Array(await file.arrayBuffer()),
				types,
			);
			taken.push({ name: file.name.slice(0, 120), sha256, originalSha256, contentType, sizeBytes });
		} catch (thrown) {
			if (!(thrown instanceof Refusal)) throw thrown;
			throw new Refusal(thrown.kind, thrown.code, { ...fields(thrown.messageKey), params: thrown.params });
		}
	}
	return taken;
}
