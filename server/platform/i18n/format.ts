import type { Language } from './language.ts';

const locale: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
const timeZone = 'Asia/Jakarta';
const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const shortDay = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/**
 * 1.234,56 in Indonesian, 1,234.56 in English; at most `digits` after the comma (2 unless told), and at least `least`, so
 * that the commas of a column stand under each other.
 */
export function formatNumber(language: Language, value: number, digits = 2, least = 0): string {
	const options = { maximumFractionDigits: digits, minimumFractionDigits: least };
	return numberFormat(language, options).format(value);
}

/** A part of a whole as a percentage with at most one digit after the comma; a dash where there is no whole. */
export function formatShare(language: Language, numerator: number, denominator: number): string {
	if (denominator === 0) return '–';
	const format = numberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
	return format.format(numerator / denominator);
}

/** "24 November 2026, 14.05 WIB": the moment as a clock in Medan shows it. */
export function formatDate(language: Language, moment: Date): string {
	const clock = dateFormat(language, time).format(moment);
	return `${formatDay(language, moment)}, ${language === 'id' ? clock.replace(':', '.') : clock} WIB`;
}

/** "24 November 2026", the day in Medan; `short` writes "24 Nov 2026". A text must be a calendar day, YYYY-MM-DD. */
export function formatDay(
	language: Language,
	moment: Date | string,
	length: 'long' | 'short' = 'long',
): string {
	const at = typeof moment === 'string' ? new Date(`${moment}T12:00:00+07:00`) : moment;
	return dateFormat(language, length === 'long' ? day : shortDay).format(at);
}

/** "2 hari 4 jam", "35 menit": a length of time by its two largest units, from `hours`. */
export function formatDuration(language: Language, hours: number): string {
	const minutes = Math.max(0, Math.round(hours * 60));
	const parts: [number, string, string, string][] = [
		[Math.floor(minutes / 1440), 'hari', 'day', 'days'],
		[Math.floor((minutes % 1440) / 60), 'jam', 'hour', 'hours'],
		[minutes % 60, 'menit', 'minute', 'minutes'],
	];
	const from = parts.findIndex(([count]) => count > 0);
	const shown = from < 0 ? parts.slice(-1) : parts.slice(from, from + 2).filter(([count]) => count > 0);
	return shown
		.map(
			([count, id, one, more]) =>
				`${formatNumber(language, count)} ${language === 'id' ? id : count === 1 ? one : more}`,
		)
		.join(' ');
}

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = `${language}${JSON.stringify(options)}`;
	const format = numbers.get(key) ?? new Intl.NumberFormat(locale[language], options);
	numbers.set(key, format);
	return format;
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${language}${JSON.stringify(options)}`;
	const format = dates.get(key) ?? new Intl.DateTimeFormat(locale[language], { ...options, timeZone });
	dates.set(key, format);
	return format;
}
