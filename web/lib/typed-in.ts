/** Everything that was typed: the act reads what its state asks for, by its kind, and nothing else. */
export function typedIn(form: FormData): Record<string, string> {
	const typed = [...form.entries()].flatMap(([name, value]) =>
		typeof value === 'string' && value.trim() !== '' ? [[name, value] as const] : [],
	);
	return Object.fromEntries(typed);
}
