import { z } from 'zod';
import { Refusal } from '#platform/refusal';
import { basis } from '../parts.ts';

/**
 * What becomes of what was begun under versions before. Drafts of applicants: `reconcile` takes over the answers that
 * still fit and asks the rest; `finish` lets them be sent as they are until a day (Asia/Jakarta) has passed. What was
 * sent stays pinned to its version, unless a law forces it over.
 */
const shape = z.strictObject({
	drafts: z.discriminatedUnion('way', [
		z.strictObject({ way: z.literal('reconcile') }),
		z.strictObject({ way: z.literal('finish'), by: z.iso.date() }),
	]),
	running: z.discriminatedUnion('way', [
		z.strictObject({ way: z.literal('pin') }),
		z.strictObject({ way: z.literal('forced'), basis }),
	]),
});
export type PublishPolicy = z.output<typeof shape>;

/** Refuses `services/policy-wrong` with the fields `drafts.by`, `running.basis`. */
export function readPolicy(given: unknown, today: string): PublishPolicy {
	const read = shape.safeParse(given);
	if (!read.success) {
		const names = read.error.issues.map(({ path }) => path.slice(0, 2).join('.'));
		throw wrong([...new Set(names)]);
	}
	const { drafts } = read.data;
	if (drafts.way === 'finish' && drafts.by < today) throw wrong(['drafts.by']);
	return read.data;
}

function wrong(names: string[]): Refusal {
	const fields = Object.fromEntries(names.map((name) => [name, `service-editor.policy.wrong.${name}`]));
	return new Refusal('invalid', 'services/policy-wrong', { fields });
}
