import { labelOf, type Officer } from '#identity';
import type { Editor } from '#regions';

/** The officer as the facts of regions know whoever changes them. */
export function editorOf(officer: Officer): Editor {
	const posts = officer.holdings.filter(({ role }) => role === 'administrator');
	return { label: labelOf(officer), administers: posts.map(({ pemda }) => pemda), origin: officer.origin };
}
