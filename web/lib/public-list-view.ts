import { type PublicCase, readPublicQuery } from '#casework';
import { toneOf, wordOf } from '#lib/case-view.ts';
import { formatDay } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { findOffice, findRegion, findSubject, getPemda } from '#regions';

const filters = [
	...['q', 'region', 'subject', 'status', 'class', 'holder', 'office', 'from', 'until'],
	...['open', 'late', 'disputed', 'reopened', 'answered', 'intime', 'bbox'],
] as const;
type Name = (typeof filters)[number];
type T = App.Locals['t'];
export type Chip = { words: string; without: string };

type Asked = Partial<Record<string, string>>;
type ListAddress = ReturnType<typeof readPublicQuery> & {
	asked: Asked;
	kept: URLSearchParams;
	/** The parameters that mean nothing; then nothing is listed. */
	wrong: string[];
};

/** What the address of the public list asks: its filters, those a person must be able to see and take away, and the order. */
export function readListAddress(url: URL, at: Date): ListAddress {
	const asked: Asked = Object.fromEntries(url.searchParams);
	const kept = new URLSearchParams();
	for (const name of filters) if (asked[name]) kept.set(name, asked[name]);
	try {
		return { asked, kept, ...readPublicQuery(asked, at), wrong: [] };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return { asked, kept, filter: {}, page: {}, wrong: Object.keys(error.fields) };
	}
}

/** The address of the list with these filters, and in this order. */
export function listAddress(kept: URLSearchParams, more: Record<string, string | undefined> = {}): string {
	const query = new URLSearchParams(kept);
	for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
	return query.size > 0 ? `/laporan?${query}` : '/laporan';
}

/** Each filter in words, with the address that leaves it out. */
export async function chipsOf(
	kept: URLSearchParams,
	wrong: string[],
	{ lang, t }: { lang: 'id' | 'en'; t: T },
): Promise<Chip[]> {
	const chips: Chip[] = [];
	for (const name of filters) {
		const value = kept.get(name);
		if (!value) continue;
		const rest = new URLSearchParams(kept);
		rest.delete(name);
		if (name === 'holder') rest.delete('office');
		const words = wrong.includes(name)
			? `${name}: ${value.slice(0, 40)}`
			: await wordsOf(name, value, kept, { lang, t });
		chips.push({ words, without: listAddress(rest) });
	}
	return chips;
}

async function wordsOf(
	name: Name,
	value: string,
	kept: URLSearchParams,
	{ lang, t }: { lang: 'id' | 'en'; t: T },
): Promise<string> {
	if (name === 'q') return t('public.chip.q', { words: value });
	if (name === 'region') return (await findRegion(value))?.officialName ?? value;
	if (name === 'subject') {
		const subjects = await Promise.all(value.split(',').slice(0, 5).map(findSubject));
		return subjects.map((subject) => subject?.name[lang] ?? value).join(', ');
	}
	if (name === 'status')
		return value
			.split(',')
			.map((one) => t(`cases.status.${one}`))
			.join(', ');
	if (name === 'class') return t(`cases.class.${value}`);
	if (name === 'holder') return t('public.chip.holder', { name: await nameOfPemda(value) });
	if (name === 'office') return (await findOffice(kept.get('holder') ?? '', value))?.name ?? value;
	if (name === 'from' || name === 'until')
		return t(`public.chip.${name}`, { day: formatDay(lang, value.slice(0, 10), 'short') });
	return t(`public.chip.${name}`);
}

async function nameOfPemda(code: string): Promise<string> {
	try {
		return (await getPemda(code)).name;
	} catch {
		return code;
	}
}

/** A line of a public list: what it is about stands in for words that are not published yet. */
export async function lineOf(row: PublicCase, at: Date, lang: 'id' | 'en') {
	const subject = (await findSubject(row.subject))?.name[lang] ?? row.subject;
	return {
		number: row.number.replace(/(.{4})(?=.)/g, '$1-'),
		title: row.title ?? subject,
		moderated: row.title !== null,
		subject: row.title === null ? '' : subject,
		where: await placeOf(row.region),
		word: toneOf(row, at) === 'late' && row.status !== 'disputed' ? 'track.late' : wordOf(row),
		tone: toneOf(row, at),
		filedAt: row.filedAt,
		dueAt: row.dueAt,
		changedAt: row.changedAt,
		open: row.status !== 'answered' && row.status !== 'closed',
	};
}

/** "Kelurahan Sei Renggas, Asahan". */
export async function placeOf(code: string): Promise<string> {
	const region = await findRegion(code);
	if (!region) return code;
	const around = region.code === region.pemda ? undefined : await findRegion(region.pemda);
	return around ? `${region.officialName}, ${around.name}` : region.officialName;
}
