import { type PublicFilter, parseNumber, type Status, statuses } from '#casework';
import { Refusal } from '#platform/refusal';
import { readMoment } from './moments.ts';
import { type Form, many, one } from './read-form.ts';

export type Query = {
	filter: PublicFilter;
	page: number;
	pageSize: number;
	near: { lat: number; lon: number; radiusM: number } | undefined;
};

const dayMs = 86_400_000;
const longestDays = 90;
const mostRows = 1000;
const mostSkipped = 10_000;
const usualPage = 50;
const usualRadiusM = 1000;
const mostRadiusM = 50_000;
const mostIds = 1000;

/**
 * The filters of GET requests. Without dates the last 90 days; `service_request_id` overrides all others. Beyond the
 * specification: `q`, `lat` and `long` with `radius` in metres, `updated_after`, `updated_before`, `page`, `page_size`.
 * Refuses with the name of every parameter that is not understood.
 */
export function readQuery(form: Form, at: Date): Query {
	const wrong = new Map<string, string>();
	const read = reader(form, wrong);
	const page = read.integer('page', 1, mostSkipped) ?? 1;
	const pageSize =
		read.integer('page_size', 1, mostRows) ?? (one(form, 'page') === undefined ? mostRows : usualPage);
	if ((page - 1) * pageSize > mostSkipped) wrong.set('page', 'refusal.open311.page-too-far');
	const ids = many(form, 'service_request_id');
	const filter = ids ? numbersOf(ids, wrong) : filterOf(read, form, at);
	const near = ids ? undefined : read.near();
	if (wrong.size > 0)
		throw new Refusal('invalid', 'open311/wrong-query', { fields: Object.fromEntries(wrong) });
	return { filter: near ? { ...filter, bbox: boxAround(near) } : filter, page, pageSize, near };
}

/** What is no number of ours names nothing. */
function numbersOf(ids: string[], wrong: Map<string, string>): PublicFilter {
	if (ids.length > mostIds) wrong.set('service_request_id', 'refusal.open311.too-many-ids');
	return { numbers: ids.flatMap((id) => parseNumber(id) ?? []) };
}

type Reader = ReturnType<typeof reader>;

function filterOf(read: Reader, form: Form, at: Date): PublicFilter {
	const subjects = many(form, 'service_code');
	const statusList = read.statuses();
	const q = read.text('q', 200);
	const changed = read.range('updated_after', 'updated_before');
	const filed = changed ? read.range('start_date', 'end_date') : (read.range('start_date', 'end_date') ?? {});
	const filedIn = filed && within90Days(filed, at);
	const changedIn = changed && within90Days(changed, at);
	if (filedIn === 'too-long') read.wrong.set('end_date', 'refusal.open311.too-many-days');
	if (changedIn === 'too-long') read.wrong.set('updated_before', 'refusal.open311.too-many-days');
	return {
		...(subjects ? { subjects } : {}),
		...(statusList ? { statuses: statusList } : {}),
		...(q ? { q } : {}),
		...(filedIn && filedIn !== 'too-long' ? { filedFrom: filedIn.from, filedBefore: filedIn.before } : {}),
		...(changedIn && changedIn !== 'too-long'
			? { changedFrom: changedIn.from, changedBefore: changedIn.before }
			: {}),
	};
}

type Range = { from?: Date; until?: Date };

/** Both ends belong to it. One end alone: the 90 days after or before it. */
function within90Days({ from, until }: Range, at: Date): { from: Date; before: Date } | 'too-long' {
	const span = longestDays * dayMs;
	const end = until ?? (from ? new Date(from.getTime() + span) : new Date(at.getTime() + dayMs));
	const start = from ?? new Date((until ?? at).getTime() - span);
	if (end.getTime() - start.getTime() > span + (until ? 0 : dayMs)) return 'too-long';
	return { from: start, before: new Date(end.getTime() + 1) };
}

function reader(form: Form, wrong: Map<string, string>) {
	const moment = (name: string, edge: 'start' | 'end') => {
		const text = one(form, name);
		const at = text === undefined ? undefined : readMoment(text, edge);
		if (text !== undefined && !at) wrong.set(name, 'refusal.open311.not-a-moment');
		return at;
	};
	const decimal = (name: string, most: number) => {
		const text = one(form, name);
		if (text === undefined) return undefined;
		const value = readDecimal(text);
		if (value === undefined || Math.abs(value) > most) wrong.set(name, 'refusal.open311.not-a-number');
		return value;
	};
	return {
		wrong,
		text(name: string, most: number) {
			const text = one(form, name);
			if (text && text.length > most) wrong.set(name, 'refusal.open311.text-too-long');
			return text;
		},
		integer(name: string, least: number, most: number) {
			const text = one(form, name);
			if (text === undefined) return undefined;
			const value = /^\d{1,6}$/.test(text) ? Number(text) : -1;
			if (value < least || value > most) wrong.set(name, 'refusal.open311.not-an-integer');
			return value;
		},
		range(first: string, last: string): Range | undefined {
			const [from, until] = [moment(first, 'start'), moment(last, 'end')];
			if (from && until && from > until) wrong.set(last, 'refusal.open311.ends-before-start');
			return from || until ? { ...(from ? { from } : {}), ...(until ? { until } : {}) } : undefined;
		},
		statuses(): Status[] | undefined {
			const given = many(form, 'status');
			if (given?.some((word) => word !== 'open' && word !== 'closed'))
				wrong.set('status', 'refusal.open311.not-a-status');
			if (!given || given.length > 1) return undefined;
			return given[0] === 'closed' ? ['closed'] : statuses.filter((status) => status !== 'closed');
		},
		near(): Query['near'] {
			const [lat, lon] = [decimal('lat', 90), decimal('long', 180)];
			const radiusM = decimal('radius', mostRadiusM) ?? usualRadiusM;
			if ((lat === undefined) !== (lon === undefined))
				wrong.set(lat === undefined ? 'lat' : 'long', 'refusal.open311.half-a-point');
			if (radiusM <= 0) wrong.set('radius', 'refusal.open311.not-a-number');
			return lat === undefined || lon === undefined ? undefined : { lat, lon, radiusM };
		},
	};
}

/** Digits with a point, no exponent, no infinity. */
export function readDecimal(text: string): number | undefined {
	return /^[+-]?\d{1,6}([.]\d{1,20})?$/.test(text) ? Number(text) : undefined;
}

function boxAround({ lat, lon, radiusM }: NonNullable<Query['near']>): [number, number, number, number] {
	const up = radiusM / 111_000;
	const aside = up / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
	return [lon - aside, lat - up, lon + aside, lat + up];
}
