import { validate } from 'uuid';

/** Whether a text from an address or a form can be an id at all; PostgreSQL would fail on anything else. */
export function isId(text: string): boolean {
	return validate(text);
}
