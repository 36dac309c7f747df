import { db } from '#platform/db';
import type { PublicFilter, PublicOrder } from '../list-public-cases.ts';
import type { Search } from '../mend-words.ts';
import { type PublicCase, publicColumns } from './public.ts';
import { conditions, shapeOf } from './public-conditions.ts';
import { searchBySpans } from './public-search.ts';

export type Wanted = {
	order: PublicOrder;
	limit: number;
	skip: number;
	after: { at: Date; id: string } | undefined;
};

const orders: Record<PublicOrder, { by: string; direction: 'desc' | 'asc'; beyond: '<' | '>' }> = {
	newest: { by: 'filed_at', direction: 'desc', beyond: '<' },
	oldest: { by: 'filed_at', direction: 'asc', beyond: '>' },
	changed: { by: 'changed_at', direction: 'desc', beyond: '<' },
	due: { by: 'due_at', direction: 'asc', beyond: '>' },
};

/**
 * Listed cases by any combination of filters. Each combination is a text of its own, so each gets the index made for
 * it; named, so that it is prepared once. Words are looked for in one span of time after the other, the newest first;
 * in another order than that the plan must see the words, for a common one is found fastest along the dates and a rare
 * one in the word index.
 */
export async function selectPublicCases(
	filter: PublicFilter,
	search: Search | undefined,
	wanted: Wanted,
): Promise<PublicCase[]> {
	const isBySpans = search && wanted.order === 'newest' && wanted.skip === 0;
	return isBySpans ? searchBySpans(filter, search, wanted) : selectInOrder(filter, search?.query, wanted);
}

async function selectInOrder(
	filter: PublicFilter,
	query: string | undefined,
	wanted: Wanted,
): Promise<PublicCase[]> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = conditions(filter, query, put);
	const { by, direction, beyond } = orders[wanted.order];
	if (wanted.after)
		where.push(`(p.${by}, p.case_id) ${beyond} (${put(wanted.after.at)}, ${put(wanted.after.id)})`);
	const limit = put(wanted.limit);
	const skip = wanted.skip > 0 ? ` offset ${put(wanted.skip)}` : '';
	const text = `select ${publicColumns} from casework.public_case p where ${where.join(' and ')}
		order by p.${by} ${direction}, p.case_id ${direction} limit ${limit}${skip}`;
	const shape = `${shapeOf(filter)} ${wanted.order}${wanted.after ? ' after' : ''}${skip && ' skip'}`;
	const named = query ? {} : { name: `casework.list ${shape}` };
	const { rows } = await db.query<PublicCase>({ ...named, text, values });
	return rows;
}
