import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Actor, Holding } from '#identity';
import { Refusal } from '#platform/refusal';
import { findOffice } from '#regions';

const counter = z.object({
	/** Offices that answer for one of these, or are of one of these kinds. */
	functions: z.array(z.string()),
	kinds: z.array(z.string()),
	/** What papers count. */
	documents: z.array(z.string()).min(1),
	legalBasis: z.string().min(1),
});
const shape = z.object({ source: z.string(), person: counter, business: counter });

/** Which offices may see papers, what papers, and on what legal basis. */
export const counters = shape.parse(
	JSON.parse(readFileSync(new URL('../../data/counters.json', import.meta.url), 'utf8')),
);
export type Counter = 'person' | 'business';

const roles = ['officer', 'office-head'];

/** The post through which an officer stands at such a counter; undefined when there is none. */
export async function findCounterPost(actor: Actor, which: Counter): Promise<Holding | undefined> {
	if (actor.kind !== 'officer') return undefined;
	for (const post of actor.holdings) {
		const office = await findOffice(post.pemda, post.officeId);
		const { functions, kinds } = counters[which];
		const isCounter =
			office && (kinds.includes(office.kind) || functions.some((one) => office.functions.includes(one)));
		if (isCounter && roles.includes(post.role)) return post;
	}
	return undefined;
}

/** The same where it is needed; refuses `people/no-counter`. */
export async function getCounterPost(actor: Actor, which: Counter): Promise<Holding> {
	const post = await findCounterPost(actor, which);
	if (!post) throw new Refusal('forbidden', 'people/no-counter');
	return post;
}
