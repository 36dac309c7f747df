import { sign } from '#platform/secret';
import type { Audience } from './app.ts';

/** How the provider names an account within: its kind tells how apps are told of it. */
export type Subject = `${Audience}:${string}`;

export function subjectOf({ kind, accountId }: { kind: Audience; accountId: string }): Subject {
	return `${kind}:${accountId}`;
}

export function accountOf(subject: string): { kind: Audience; accountId: string } {
	const [kind, accountId] = subject.split(':');
	if ((kind !== 'officer' && kind !== 'resident') || !accountId) throw new Error('Not a subject');
	return { kind, accountId };
}

const told = new Map<string, string>();
const mostTold = 20_000;

/**
 * The `sub` an app is told. A resident has another one in each app, so that apps cannot put together what each knows; an
 * officer acts in public and has one everywhere (docs/decisions/0012). It never changes: the last ones are kept in memory.
 */
export function tellSubject(subject: string, clientId: string): string {
	const { kind, accountId } = accountOf(subject);
	if (kind === 'officer') return accountId;
	const pair = `${clientId} ${accountId}`;
	const known = told.get(pair);
	if (known) return known;
	if (told.size >= mostTold) told.clear();
	const sub = sign('sso subject', pair).toString('base64url');
	told.set(pair, sub);
	return sub;
}
