import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { selectEnterprise } from '../store/enterprises.ts';
import { type Enterprise, parseNib } from './enterprise.ts';

const perHour = { count: 120, perSeconds: 3600 };

/**
 * What a stranger may know by a number: of a NIB, the business as the register has it; of anything else, that it may be
 * the number of a document. The register cannot be walked through: each address asks so many times an hour. Refuses
 * `business/number-missing`.
 */
export async function checkLicence(
	typed: string,
	origin: string,
): Promise<
	{ kind: 'business'; nib: string; found: Enterprise | null } | { kind: 'document'; number: string }
> {
	const asked = typed.trim();
	if (asked.length < 3 || asked.length > 80 || !asked.isWellFormed() || /\p{Cc}/u.test(asked)) {
		const fields = { nomor: 'refusal.business.number-missing' };
		throw new Refusal('invalid', 'business/number-missing', { fields });
	}
	const nib = parseNib(asked);
	if (!nib) return { kind: 'document', number: asked };
	await spend(`business licence ${origin}`, perHour);
	return { kind: 'business', nib, found: (await selectEnterprise(nib)) ?? null };
}
