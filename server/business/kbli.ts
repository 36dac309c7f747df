/** How dangerous a business is, least first (PP 5/2021, replaced by PP 28/2025): each level asks for more than the one before. */
export const riskLevels = ['low', 'medium-low', 'medium-high', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** Scales that risk is told by: micro and small together, medium, large. */
export const riskScales = ['umk', 'medium', 'large'] as const;
export type RiskScale = (typeof riskScales)[number];

/** What a business at a level must hold beside the NIB before it may run; `none` is the NIB alone. */
export const permitOf = {
	low: 'none',
	'medium-low': 'declared-standard',
	'medium-high': 'verified-standard',
	high: 'permit',
} as const satisfies Record<RiskLevel, string>;

/** A class of business. `selection` is what ships, chosen by hand; `official` came with the list of BPS. */
export type Kbli = {
	code: string;
	title: string;
	titleEn: string;
	about: string;
	synonyms: string[];
	source: 'selection' | 'official';
};

/** The level of one code at one scale, null where no row says it: then OSS has to be asked. */
export type Risk = {
	scale: RiskScale;
	level: RiskLevel | null;
	certain: boolean;
	basis: string;
	source: 'selection' | 'official' | null;
};

export function parseKbli(typed: string): string | undefined {
	const code = typed.replace(/[\s.]/g, '');
	return /^\d{5}$/.test(code) ? code : undefined;
}

/** Everything a search may find a class by. */
export function wordsOf({ code, title, titleEn, about, synonyms }: Omit<Kbli, 'source'>): string {
	return [...synonyms, title, titleEn, about.slice(0, 600), code].join(' ').toLowerCase();
}
