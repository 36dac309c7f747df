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

/**
 * The `sub` an app is told. A resident has another one in each app, so that apps cannot put together what each knows; an
 * officer acts in public and has one everywhere (docs/decisions/0012).
 */
export function tellSubject(subject: string, clientId: string): string {
	const { kind, accountId } = accountOf(subject);
	if (kind === 'officer') return accountId;
	return sign('sso subject', `${clientId} ${accountId}`).toString('base64url');
}
