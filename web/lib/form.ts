import { getContext, setContext } from 'svelte';
import { page } from '$app/state';

/** What a refused form gives back to its page: which form it was, what is wrong, what was typed. */
export type FormState = {
	/** The action's name as in the address (`/close`), '' for the default one. */
	action: string;
	/** Tells forms of the same action on one page apart; '' when there is only one. */
	key: string;
	errors: { message: string; fields: Record<string, string> };
	values: Record<string, string[]>;
	/** The act asks for a factor shown anew; the form takes it beside what was typed. */
	proof?: 'code' | 'passkey' | 'password';
};

type Scope = { id: string; state: FormState | null };
const scopeKey = Symbol('form');

/** Makes the answer of a refused form known to the fields inside it. */
export function openForm(action: string, key: string): Scope {
	const name = action.split('?')[1]?.split('&')[0] ?? '';
	const given = asState(page.form);
	const mine = given !== null && given.action === name && given.key === key;
	const scope = {
		id: [name.replace('/', ''), key].filter(Boolean).join('-') || 'f',
		state: mine ? given : null,
	};
	setContext(scopeKey, scope);
	return scope;
}

/** Whether this form of the page was sent and refused: what is folded stays open around it. */
export function isRefused(action: string, key = ''): boolean {
	const given = asState(page.form);
	return given !== null && given.action === `/${action}` && given.key === key;
}

/** The form of the page that was sent and refused, whichever it was. */
export function refusedForm(): FormState | null {
	return asState(page.form);
}

/** What a field shows: its id on the page, the sentence about what is wrong with it, and what was typed into it. */
export function field(name: string, value: string | number | null | undefined) {
	const { id, state } = scope();
	return {
		id: fieldId(id, name),
		error: state?.errors.fields[name],
		value: state?.values[name]?.[0] ?? (value === null || value === undefined ? '' : String(value)),
	};
}

/** The same for a field of several values. */
export function manyField(name: string, values: readonly string[]) {
	const { id, state } = scope();
	return {
		id: fieldId(id, name),
		error: state?.errors.fields[name],
		values: state ? (state.values[name] ?? []) : values,
	};
}

/** The ids of what a screen reader says about a field: its hint, what is wrong, and anything else. */
export function describe(
	shown: { id: string; error: string | undefined },
	hint: string | undefined,
	more?: string,
): string | undefined {
	const ids = [hint && `${shown.id}-hint`, shown.error && `${shown.id}-wrong`, more].filter(Boolean);
	return ids.length > 0 ? ids.join(' ') : undefined;
}

export function fieldId(formId: string, name: string): string {
	return `${formId}-${name}`;
}

function scope(): Scope {
	return getContext<Scope | undefined>(scopeKey) ?? { id: 'f', state: null };
}

function asState(given: unknown): FormState | null {
	if (typeof given !== 'object' || given === null || !('errors' in given) || !('action' in given))
		return null;
	return given as FormState; // only `act` gives back an object with these two
}
