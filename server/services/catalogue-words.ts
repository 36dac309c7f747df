import type { Definition } from './definition.ts';

/** Everything somebody may call it, for the search. */
export function wordsOf({ title, summary, synonyms, standard }: Definition): string {
	return [title.id, title.en, ...synonyms, summary.id, summary.en, standard.product.id]
		.join(' ')
		.toLowerCase();
}
