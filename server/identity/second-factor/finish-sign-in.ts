import { z } from 'zod';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { seal, unseal } from '#platform/secret';
import { today } from '../new-holding.ts';
import type { Entry } from '../sign-in.ts';
import { type NewSession, startSession, type Visit } from '../start-session.ts';
import { selectSignInState } from '../store/second-factor.ts';
import { prove } from './prove.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/** From the password to the second step. */
const minutes = 10;
const purpose = 'second step';
const shape = z.object({
	accountId: z.uuid(),
	until: z.number(),
	changedAt: z.number(),
	first: z.enum(['password', 'outside']).default('password'),
});
type First = z.infer<typeof shape>['first'];

/** Says that the password was right, or another provider's word was, to whoever carries it, for ten minutes; opens nothing by itself. */
export async function makeTicket(accountId: string, first: First = 'password'): Promise<Entry> {
	const state = await selectSignInState(accountId);
	const until = now().getTime() + minutes * 60_000;
	const text = JSON.stringify({ accountId, until, changedAt: state?.changedAt.getTime(), first });
	return { token: seal(purpose, text), endsAt: new Date(until), awaits: 'second-factor' };
}

/**
 * Whose ticket it is, if it still says something: in time, the account not suspended, the password not changed since.
 * Refuses `identity/sign-in-again`.
 */
export async function readTicket(ticket: string | undefined): Promise<{ accountId: string; first: First }> {
	const text = ticket && ticket.length < 1000 ? unseal(purpose, ticket) : undefined;
	const read = shape.safeParse(text === undefined ? undefined : JSON.parse(text));
	if (read.success && read.data.until > now().getTime()) {
		const { accountId, changedAt, first } = read.data;
		const state = await selectSignInState(accountId);
		if (state && !state.suspended && state.changedAt.getTime() === changedAt) return { accountId, first };
	}
	throw new Refusal('unauthenticated', 'identity/sign-in-again');
}

/**
 * The second step: a code of the authenticator app or a recovery code makes the session. Refuses
 * `identity/sign-in-again`, `identity/code-wrong`, `platform/too-many`.
 */
export async function finishSignIn(
	{ ticket, code }: { ticket: string | undefined; code: string },
	visit: Visit,
): Promise<NewSession> {
	const { accountId, first } = await readTicket(ticket);
	const factor = await prove(accountId, code).catch((error: unknown) => tellOfGuesses(accountId, error));
	if (factor === 'recovery') await withTx((tx) => tellOfFactor(tx, accountId, 'recovery-used'));
	return startSession(accountId, [first, factor], visit);
}

/** Somebody knows the password and guesses at the rest: its holder hears of it, once a day. */
async function tellOfGuesses(accountId: string, error: unknown): Promise<never> {
	if (error instanceof Refusal && error.kind === 'throttled') {
		await withTx((tx) => tellOfFactor(tx, accountId, 'guessed', today()));
	}
	throw error;
}
