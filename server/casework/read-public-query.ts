import { z } from 'zod';
import { Refusal } from '#platform/refusal';
import { classes, openStatuses, statuses } from './case.ts';
import type { PublicFilter, PublicOrder } from './list-public-cases.ts';

const list = <Word extends string>(words: readonly Word[]) =>
	z
		.string()
		.transform((text) => text.split(',').filter(Boolean))
		.pipe(z.array(z.enum(words)).min(1));
const code = z.string().regex(/^\d{2}(\.\d{2}){0,2}(\.\d{4})?$/);
/** A day (in Medan; `until` includes it) or a moment. */
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);
const moment = (hour: string) =>
	z
		.string()
		.regex(/^[12]\d{3}-\d{2}-\d{2}/)
		.transform((text) => (isDay(text) ? `${text}T${hour}+07:00` : text))
		.pipe(z.coerce.date());
const box = z
	.string()
	.transform((text) => text.split(',').map(Number))
	.pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]));

const yes = z.literal('1').optional();

const query = z.object({
	q: z.string().max(200).optional(),
	region: code.optional(),
	subject: z
		.string()
		.max(400)
		.regex(/^[a-z0-9.,-]+$/)
		.optional(),
	status: list(statuses).optional(),
	class: z.enum(classes).optional(),
	holder: code.optional(),
	office: z.uuid().optional(),
	from: moment('00:00:00').optional(),
	until: moment('23:59:59.999').optional(),
	open: yes,
	late: yes,
	disputed: yes,
	reopened: yes,
	answered: yes,
	intime: yes,
	bbox: box.optional(),
	order: z.enum(['newest', 'oldest', 'changed', 'due']).optional(),
	after: z.string().max(60).optional(),
	limit: z.coerce.number().int().min(1).max(1000).optional(),
});

/**
 * The filters of an address, as every public list, feed and download understands them. Empty ones count as absent.
 * Refuses `casework/wrong-filter` naming each parameter that is not understood; `strict`, for programs, also those there
 * are not, where an address people share may carry marks of whoever passed it on.
 */
export function readPublicQuery(
	from: unknown,
	at: Date,
	{ strict = false } = {},
): { filter: PublicFilter; page: { order?: PublicOrder; after?: string; limit?: number } } {
	const given = Object.fromEntries(Object.entries(Object(from)).filter(([, value]) => value !== ''));
	const read = (strict ? query.strict() : query).safeParse(given);
	if (!read.success) {
		const fields = Object.fromEntries(
			read.error.issues.flatMap(namesOf).map((name) => [name, 'refusal.casework.wrong-filter']),
		);
		throw new Refusal('invalid', 'casework/wrong-filter', {
			fields,
			params: { names: Object.keys(fields).join(', ') },
		});
	}
	const { order, after, limit, ...rest } = read.data;
	return { filter: filterOf(rest, at), page: present({ order, after, limit }) };
}

const namesOf = (issue: z.core.$ZodIssue) =>
	issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])];

function filterOf(from: Omit<z.output<typeof query>, 'order' | 'after' | 'limit'>, at: Date): PublicFilter {
	return present({
		q: from.q,
		region: from.region,
		subjects: from.subject?.split(',').filter(Boolean),
		statuses: from.status ?? (from.open ? [...openStatuses] : undefined),
		class: from.class,
		holder: from.holder ? present({ pemda: from.holder, officeId: from.office }) : undefined,
		filedFrom: from.from,
		filedBefore: from.until,
		lateAt: from.late ? at : undefined,
		disputed: from.disputed ? true : undefined,
		reopened: from.reopened ? true : undefined,
		answered: from.answered ? true : undefined,
		inTime: from.intime ? true : undefined,
		bbox: from.bbox,
	});
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the keys that hold nothing, which is how optional properties want it. */
function present<T extends object>(from: T): Partial<Present<T>> & Pick<Present<T>, RequiredKeys<T>> {
	// Object.fromEntries forgets the keys' types; what it drops is exactly what the return type makes optional.
	return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as never;
}
type RequiredKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];
