import type { Language, Params } from '#platform/i18n';
import { page } from '$app/state';

/** What components say things with. Words live on the server; `hooks.server.ts` lends them here once. */
type Speech = {
	translate: (language: Language, key: string, params?: Params) => string;
	formatDate: (language: Language, moment: Date) => string;
	formatDay: (language: Language, moment: Date | string, length?: 'long' | 'short') => string;
	formatNumber: (language: Language, value: number, digits?: number, least?: number) => string;
	formatShare: (language: Language, numerator: number, denominator: number) => string;
	formatDuration: (language: Language, hours: number) => string;
};

let speech: Speech | undefined;

export function speakWith(given: Speech): void {
	speech = given;
}

function voice(): Speech {
	if (!speech) throw new Error('Pages are rendered by the server, after hooks.server.ts has been loaded');
	return speech;
}

/** The language of this page; only while it renders, like everything below. */
export const language = (): Language => page.data.lang ?? 'id';

/** The text of a message: `t('portal.search')`, `t('cases.count', { count: 3 })`. */
export const t = (key: string, params?: Params): string => voice().translate(language(), key, params);

/** "24 November 2026, 14.05 WIB". */
export const dateTime = (moment: Date): string => voice().formatDate(language(), moment);

/** "24 November 2026"; `short` is "24 Nov 2026". A text must be YYYY-MM-DD. */
export const day = (moment: Date | string, length?: 'long' | 'short'): string =>
	voice().formatDay(language(), moment, length);

/** "1.234,56", at most `digits` after the comma (2 unless told), at least `least`: those of a column as many. */
export const number = (value: number, digits?: number, least?: number): string =>
	voice().formatNumber(language(), value, digits, least);

/** "87,5%" of a whole; a dash where there is none. */
export const share = (numerator: number, denominator: number): string =>
	voice().formatShare(language(), numerator, denominator);

/** "2 hari 4 jam" from a number of hours. */
export const duration = (hours: number): string => voice().formatDuration(language(), hours);
