import { validate } from 'uuid';
import { Refusal } from '#platform/refusal';

const mostCharacters = 4000;

/**
 * What was written into a field, trimmed. Refuses an empty text, one of more than `most` characters, and what no text
 * can hold.
 */
export function textOf(field: string, text: string, most = mostCharacters): string {
	const trimmed = text.trim();
	if (trimmed === '') throw refuse(field, 'casework/text-missing', most);
	if (trimmed.length > most) throw refuse(field, 'casework/text-too-long', most);
	if (!isText(trimmed)) throw refuse(field, 'casework/text-unreadable', most);
	return trimmed;
}

/** PostgreSQL holds no NUL, and half a surrogate pair is no character. */
export function isText(text: string): boolean {
	return !text.includes('\u0000') && text.isWellFormed();
}

/** Whether a text from a form can be an id at all; PostgreSQL would fail on anything else. */
export function isId(text: string): boolean {
	return validate(text);
}

function refuse(field: string, code: string, most: number): Refusal {
	return new Refusal('invalid', code, {
		fields: { [field]: `refusal.${code.replace('/', '.')}` },
		params: { most },
	});
}
