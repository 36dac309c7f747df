/**
 * In what somebody may act for another. A scope is listed only when something in the platform honours it. `data`: forms
 * are filled in with what is known of the giver, and the holder sees it there; without, with no more than the name.
 */
export const mandateScopes = ['reports', 'applications', 'data'] as const;
export type MandateScope = (typeof mandateScopes)[number];

/** The longest a mandate may run: it is given anew rather than forgotten. */
export const longestMandateDays = 366;

export type Mandate = {
	id: string;
	/** Who gave it: a person, or a business. */
	from: { kind: 'person' | 'business'; id: string; name: string | null };
	/** Null while nobody has taken the offer. */
	to: { id: string; name: string | null } | null;
	scope: MandateScope[];
	note: string;
	validFrom: string;
	validTo: string;
	madeAt: Date;
	acceptedAt: Date | null;
	endedAt: Date | null;
	/** Given at a counter, by an officer. */
	atCounter: boolean;
};

export function stateOf(
	{ acceptedAt, endedAt, validFrom, validTo }: Mandate,
	today: string,
): 'offered' | 'coming' | 'running' | 'over' | 'revoked' {
	if (endedAt) return 'revoked';
	if (validTo < today) return 'over';
	if (!acceptedAt) return 'offered';
	return validFrom > today ? 'coming' : 'running';
}
