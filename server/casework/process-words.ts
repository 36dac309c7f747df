/** Where the process of a service now stands and what is next, in the words of its definition; nothing where a line says none. */
export function processWords(
	detail: Record<string, unknown>,
	lang: 'id' | 'en',
): { state: string; next: string } {
	return { state: wordsIn(detail['state'], lang), next: wordsIn(detail['next'], lang) };
}

function wordsIn(words: unknown, lang: 'id' | 'en'): string {
	if (typeof words !== 'object' || words === null || !(lang in words)) return '';
	return String(Object.entries(words).find(([key]) => key === lang)?.[1] ?? '');
}
