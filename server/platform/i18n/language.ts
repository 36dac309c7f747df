export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];

/** Indonesian unless the person prefers English: their own choice first, then what their browser asks for. */
export function chooseLanguage(chosen: string | undefined, acceptLanguage: string | null): Language {
	if (chosen === 'id' || chosen === 'en') return chosen;
	for (const { tag } of byWeight(acceptLanguage ?? '')) {
		if (/^(id|in|ms|jv|su|btk|bbc|bts|nia|min)\b/.test(tag)) return 'id';
		if (/^en\b/.test(tag)) return 'en';
	}
	return 'id';
}

function byWeight(header: string): { tag: string; weight: number }[] {
	return header
		.slice(0, 200)
		.split(',')
		.map((part) => {
			const [tag = '', ...options] = part.trim().toLowerCase().split(';');
			const weight = Number(options.find((option) => option.trim().startsWith('q='))?.split('=')[1] ?? 1);
			return { tag, weight: Number.isFinite(weight) ? weight : 0 };
		})
		.filter(({ weight }) => weight > 0)
		.sort((a, b) => b.weight - a.weight);
}
