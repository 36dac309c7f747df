import { seal, unseal } from '#platform/secret';

const purpose = 'people npwp';

/** How an NPWP lies in a table: unreadable without the installation's secret. */
export function sealNpwp(npwp: string): string {
	return seal(purpose, npwp);
}

/** What may be shown of a sealed one: its first two and last four digits; null when there is none. */
export function maskedNpwp(sealed: string | null): string | null {
	const npwp = sealed === null ? undefined : unseal(purpose, sealed);
	return npwp ? `${npwp.slice(0, 2)}${'•'.repeat(npwp.length - 6)}${npwp.slice(-4)}` : null;
}
