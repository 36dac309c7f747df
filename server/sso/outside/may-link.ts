import type { KnownAccount, Officer, Resident } from '#identity';
import type { Outside } from '../store/outside.ts';

/** A provider for residents is every resident's; a government's own, of its officers. */
export function mayLinkTo(own: Officer | Resident, outside: Outside): boolean {
	if (own.kind === 'resident') return outside.forWhom === 'resident';
	return outside.forWhom === 'officer' && isWithin(own, outside.pemda);
}

/**
 * Whether a provider's word opens an account today. Whoever runs a government's provider could sign in as each of its
 * people: so it never opens rights beyond that government, nor over the installation.
 */
export function mayEnterBy(account: KnownAccount, outside: Outside): boolean {
	if (account.kind !== outside.forWhom) return false;
	return account.kind === 'resident' || isWithin(account, outside.pemda);
}

function isWithin(
	{ isOperator, holdings }: Pick<KnownAccount, 'isOperator' | 'holdings'>,
	pemda: string,
): boolean {
	return !isOperator && holdings.length > 0 && holdings.every((post) => post.pemda === pemda);
}
