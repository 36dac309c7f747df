/** The answer that a form asked to see whole, in what its action gave the page; null where it gave none. */
export function wholeIn(form: unknown): { field: string; value: string } | null {
	if (typeof form !== 'object' || form === null || !('whole' in form)) return null;
	const { whole } = form;
	if (typeof whole !== 'object' || whole === null || !('field' in whole) || !('value' in whole)) return null;
	const { field, value } = whole;
	return typeof field === 'string' && typeof value === 'string' ? { field, value } : null;
}
