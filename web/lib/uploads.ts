import { newId } from '#platform/ids';
import { takeFile } from '#platform/media';
import { Refusal } from '#platform/refusal';
import type { DraftFile } from '#reports';

/** The files of a form field; an empty field sends one without a name. */
export function filesOf(form: FormData, name: string): File[] {
	return form.getAll(name).filter((value): value is File => value instanceof File && value.size > 0);
}

/** Takes them one after the other; refuses all when one cannot be taken, naming the field. */
export async function takeFiles(files: File[], most: number, field = 'files'): Promise<DraftFile[]> {
	if (files.length > most) {
		throw new Refusal('invalid', 'casework/too-many-files', {
			fields: { [field]: 'refusal.casework.too-many-files' },
			params: { most },
		});
	}
	const taken: DraftFile[] = [];
	for (const file of files) {
		const bytes = new Uint8Array(await file.arrayBuffer());
		const kept = await atField(field, () => takeFile(bytes));
		taken.push({ ...kept, id: newId(), name: file.name.slice(0, 120) });
	}
	return taken;
}

/** A refusal of a file is shown beside the field it came from. */
async function atField<T>(field: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		throw new Refusal(thrown.kind, thrown.code, {
			fields: { [field]: thrown.messageKey },
			params: thrown.params,
		});
	}
}
