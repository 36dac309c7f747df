import { db } from '#platform/db';
import type { PublicFilter } from '../list-public-cases.ts';
import type { Search } from '../mend-words.ts';
import { type PublicCase, publicColumns } from './public.ts';
import { conditions, shapeOf } from './public-conditions.ts';
import type { Wanted } from './public-list.ts';
import { type Span, spansBefore } from './spans.ts';

/** Words are looked for in one span of time after the other, the newest first, until the page is full. */
export async function searchBySpans(
	filter: PublicFilter,
	search: Search,
	wanted: Wanted,
): Promise<PublicCase[]> {
	const found: PublicCase[] = [];
	for (const span of spansBefore(wanted.after?.at ?? search.newest ?? new Date(0))) {
		const limit = wanted.limit - found.length;
		found.push(...(await searchSpan(filter, search.query, span, { ...wanted, limit })));
		if (found.length >= wanted.limit) break;
	}
	return found;
}

/** All of the span is found before it is put in order (`offset 0`): the plan cannot walk along the dates instead. */
async function searchSpan(
	filter: PublicFilter,
	query: string,
	span: Span,
	{ after, limit }: Wanted,
): Promise<PublicCase[]> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = inSpan(filter, query, span, put);
	if (after) where.push(`(p.filed_at, p.case_id) < (${put(after.at)}, ${put(after.id)})`);
	const text = `select * from (select ${publicColumns} from casework.public_case p where ${where.join(' and ')} offset 0) t
		order by "filedAt" desc, "caseId" desc limit ${put(limit)}`;
	const shape = `${span.marks ? 'span' : 'rest'}${span.before ? ' before' : ''}${after ? ' after' : ''}`;
	const named = shapeOf(filter) === '' ? { name: `casework.search ${shape}` } : {};
	const { rows } = await db.query<PublicCase>({ ...named, text, values });
	return rows;
}

/** How many fit, counted no further than `most`. */
export async function countSome(
	filter: PublicFilter,
	search: Search | undefined,
	most: number,
): Promise<number> {
	if (!search) return countWhere((put) => conditions(filter, undefined, put), most);
	let count = 0;
	for (const span of spansBefore(search.newest ?? new Date(0))) {
		count += await countWhere((put) => inSpan(filter, search.query, span, put), most - count);
		if (count >= most) break;
	}
	return count;
}

async function countWhere(
	conditionsWith: (put: (value: unknown) => string) => string[],
	most: number,
): Promise<number> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = conditionsWith(put).join(' and ');
	const { rows } = await db.query<{ count: number }>({
		text: `select count(*)::int as count from (select from casework.public_case p where ${where} limit ${put(most)}) t`,
		values,
	});
	return rows[0]?.count ?? 0;
}

function inSpan(
	filter: PublicFilter,
	query: string,
	{ marks, before }: Span,
	put: (value: unknown) => string,
): string[] {
	const where = conditions(filter, undefined, put);
	const words = `to_tsquery('pg_catalog.indonesian', ${put(query)})`;
	where.push(`p.words @@ ${marks ? `(${words} && ${put(marks)}::tsquery)` : words}`);
	if (before) where.push(`p.filed_at < ${put(before)}`);
	return where;
}
