import type { Kbli, Risk } from '#business';

type Translate = (key: string, params?: Record<string, string | number>) => string;

/** A class of business in the language of the page; what has no English name keeps the official one. */
export function titleOf({ title, titleEn }: Pick<Kbli, 'title' | 'titleEn'>, lang: 'id' | 'en'): string {
	return lang === 'en' && titleEn ? titleEn : title;
}

/** "Menengah rendah (belum diperiksa)". */
export function riskWord({ level, certain }: Pick<Risk, 'level' | 'certain'>, t: Translate): string {
	const word = t(`business.risk.${level ?? 'unknown'}`);
	return level && !certain ? t('business.risk.uncertain', { word }) : word;
}

/** "8 hari kerja", "hari itu juga", or that nobody can say. */
export function daysWord(days: number | null, t: Translate): string {
	if (days === null) return t('business.days.unknown');
	return days === 0 ? t('business.days.same') : t('business.days', { count: days });
}
