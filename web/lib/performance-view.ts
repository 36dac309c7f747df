import { listPerformance, type Performance, wholeGovernment } from '#casework';
import { shortName } from '#lib/case-view.ts';
import { findOffice, getPemda, listPemda } from '#regions';

export const periods = [30, 90, 365] as const;

/** Which measured day and period the address asks for; the newest and 30 days unless it says otherwise. */
export function readPeriod(url: URL): { days: number; asOf: string | undefined } {
	const days = periods.find((period) => String(period) === url.searchParams.get('hari')) ?? 30;
	return { days, asOf: dayFrom(url.searchParams.get('per') ?? '') };
}

/** A day there is; anything else counts as not said. */
function dayFrom(text: string): string | undefined {
	if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
	const read = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text) ? text : undefined;
}

export const sorts = ['on-time', 'name', 'filed', 'median', 'late', 'disputed'] as const;
export type Sort = (typeof sorts)[number];

/** By which column the address asks; a column's own sense of order is the first, `balik` turns it around. */
export function readSort(url: URL): { by: Sort; turned: boolean } {
	const by = sorts.find((one) => one === url.searchParams.get('urut')) ?? 'on-time';
	return { by, turned: url.searchParams.get('balik') === '1' };
}

export type NamedLine = Performance & { name: string };

/** All governments with their names, and the line of the province as a whole. */
export async function linesOfAll(at: {
	days: number;
	asOf: string | undefined;
}): Promise<{ lines: NamedLine[]; total: Performance | undefined }> {
	const measured = await listPerformance(at.asOf ? { days: at.days, asOf: at.asOf } : { days: at.days });
	const names = new Map((await listPemda()).map((pemda) => [pemda.code, pemda.name]));
	const lines = measured
		.filter(({ pemda }) => names.has(pemda))
		.map((line) => ({ ...line, name: names.get(line.pemda) ?? line.pemda }));
	return { lines, total: measured.find(({ pemda }) => pemda === '*') };
}

/** One government's offices, and its own line. */
export async function linesOf(pemda: string, at: { days: number; asOf: string | undefined }) {
	const measured = await listPerformance(
		at.asOf ? { days: at.days, asOf: at.asOf, pemda } : { days: at.days, pemda },
	);
	const offices = measured.filter(({ officeId }) => officeId !== wholeGovernment);
	const government = (await getPemda(pemda)).name;
	const named = await Promise.all(
		offices.map(async (line) => ({
			...line,
			name: shortName((await findOffice(pemda, line.officeId))?.name ?? line.officeId, government),
		})),
	);
	return { lines: named, total: measured.find(({ officeId }) => officeId === wholeGovernment) };
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const keys: Record<Exclude<Sort, 'name'>, (line: Performance) => number | null> = {
	'on-time': (line) => share(line.onTime, line.due),
	filed: (line) => line.filed,
	median: (line) => line.medianHours,
	late: (line) => line.lateOpen,
	disputed: (line) => share(line.disputed, line.answered),
};
/** Fast is good, everything else begins with the largest. */
const smallestFirst: readonly Sort[] = ['median', 'name'];
const { compare } = new Intl.Collator('id');

/** The lines in the order of one column; what has no value there comes last, either way around. */
export function inOrder<Line extends NamedLine>(
	lines: Line[],
	{ by, turned }: { by: Sort; turned: boolean },
): Line[] {
	const sense = smallestFirst.includes(by) === turned ? -1 : 1;
	if (by === 'name') return [...lines].sort((a, b) => sense * compare(a.name, b.name));
	const measure = keys[by];
	return [...lines].sort((a, b) => {
		const [x, y] = [measure(a), measure(b)];
		if (x === null || y === null) return Number(x === null) - Number(y === null) || compare(a.name, b.name);
		return sense * (x - y) || b.due - a.due;
	});
}

/** The place of each by share on time; those with nothing due have none. */
export function withRanks<Line extends NamedLine>(lines: Line[]): (Line & { rank: number | null })[] {
	const order = inOrder(lines, { by: 'on-time', turned: false }).filter(({ due }) => due > 0);
	const ranks = new Map(order.map((line, index) => [line, index + 1]));
	return lines.map((line) => ({ ...line, rank: ranks.get(line) ?? null }));
}

export type SortLink = { sort: string; sorted: 'ascending' | 'descending' | undefined };

/** The head of each column with the address that sorts by it. */
export function sortLinks(url: URL, asked: { by: Sort; turned: boolean }): Record<Sort, SortLink> {
	const link = (by: Sort): SortLink => {
		const here = by === asked.by;
		const query = new URLSearchParams(url.searchParams);
		query.set('urut', by);
		query.delete('balik');
		if (here && !asked.turned) query.set('balik', '1');
		const rises = smallestFirst.includes(by) !== asked.turned;
		return {
			sort: `${url.pathname}?${query}`,
			sorted: here ? (rises ? 'ascending' : 'descending') : undefined,
		};
	};
	return {
		'on-time': link('on-time'),
		name: link('name'),
		filed: link('filed'),
		median: link('median'),
		late: link('late'),
		disputed: link('disputed'),
	};
}
