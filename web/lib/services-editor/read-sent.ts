import { textOf } from '#lib/act.ts';
import { filesOf } from '#lib/uploads.ts';
import { Refusal } from '#platform/refusal';
import { readJson } from './read-part.ts';

const mostBytes = 400_000;

/** A whole definition as a form sends it: the file, else the text. Refuses `services/not-json`, `services/too-large`. */
export async function readSentDefinition(form: FormData): Promise<unknown> {
	const [file] = filesOf(form, 'file');
	const [field, text] = file
		? ['file', file.size > mostBytes ? null : await file.text()]
		: ['definition', textOf(form, 'definition')];
	if (text === null || text.length > mostBytes) {
		throw new Refusal('too-large', 'services/too-large', {
			fields: { [field]: 'refusal.services.too-large' },
		});
	}
	return readJson(field, text.replace(/^\ufeff/, ''));
}
