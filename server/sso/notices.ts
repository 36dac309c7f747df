import { z } from 'zod';
import { now } from '#platform/clock';
import { seal, unseal } from '#platform/secret';

const purpose = 'sso notice';
const minutes = 15;
const shape = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('error'), error: z.string(), description: z.string() }),
	/** Where to after signing out, and which addresses of apps to load so that they sign out too. */
	z.object({ kind: z.literal('signed-out'), to: z.string().nullable(), frames: z.array(z.string()) }),
]);
export type Notice = z.infer<typeof shape>;

/** What one page of ours tells the next through an address: nobody can write or change it. Good for a quarter of an hour. */
export function sealNotice(notice: Notice): string {
	return seal(purpose, JSON.stringify({ notice, until: now().getTime() + minutes * 60_000 }));
}

/** Undefined when it is not ours, or old. */
export function readNotice(sealed: string): Notice | undefined {
	const text = sealed.length < 8000 ? unseal(purpose, sealed) : undefined;
	if (text === undefined) return undefined;
	const { notice, until } = z.object({ notice: shape, until: z.number() }).parse(JSON.parse(text));
	return until > now().getTime() ? notice : undefined;
}
