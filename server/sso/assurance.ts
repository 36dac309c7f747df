import type { Factor, Officer, Resident } from '#identity';
import { levels, secondFactors } from '#identity';
import type { Audience } from './app.ts';

/** How sure it is who somebody is, and for officers how they showed it: what apps ask for and are told as `acr`. */
export const residentAcrs = levels.map((level) => `urn:ssp:acr:${level}`);
export const officerAcrs = ['urn:ssp:acr:officer', 'urn:ssp:acr:officer-mfa'];
export const acrValues = [...residentAcrs, ...officerAcrs];

export function acrOf(actor: Officer | Resident): string {
	if (actor.kind === 'resident') return `urn:ssp:acr:${actor.level}`;
	const isDouble = secondFactors.some((factor) => actor.factors.includes(factor));
	return isDouble ? 'urn:ssp:acr:officer-mfa' : 'urn:ssp:acr:officer';
}

/**
 * Which of the values an app wants somebody at `have` meets: the same one, or a lower one of the same ladder. Undefined
 * when none.
 */
export function findMet(have: string, wanted: readonly string[]): string | undefined {
	if (wanted.includes(have)) return have;
	for (const ladder of [residentAcrs, officerAcrs]) {
		const reached = ladder.slice(0, ladder.indexOf(have) + 1);
		const met = reached.findLast((step) => wanted.includes(step));
		if (met) return met;
	}
	return undefined;
}

/** The lowest value of a ladder that would do; undefined where nothing of that kind of account would. */
export function lowestWanted(kind: Audience, wanted: readonly string[]): string | undefined {
	return (kind === 'resident' ? residentAcrs : officerAcrs).find((step) => wanted.includes(step));
}

const methods: Record<Factor, string[]> = {
	password: ['pwd'],
	totp: ['otp'],
	recovery: ['otp'],
	passkey: ['pop', 'user'],
	code: ['otp'],
	outside: ['fed'],
};

/** What was shown, in the words of RFC 8176 (`fed` is ours). */
export function amrOf({ factors }: Pick<Officer, 'factors'>): string[] {
	const shown = [...new Set(factors.flatMap((factor) => methods[factor]))].sort();
	return factors.length > 1 || factors.includes('passkey') ? [...shown, 'mfa'] : shown;
}
