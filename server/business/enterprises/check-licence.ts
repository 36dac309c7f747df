import { findDocument, type VerifiedDocument } from '#documents';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { selectEnterprise } from '../store/enterprises.ts';
import { type Enterprise, parseNib } from './enterprise.ts';

const perHour = { count: 120, perSeconds: 3600 };

/** `documents` are those of a number: offices of different governments may have given the same one. */
export type Licence =
	| { kind: 'business'; nib: string; found: Enterprise | null }
	| { kind: 'document'; number: string; documents: VerifiedDocument[] };

/**
 * What a stranger may know by a number: of a NIB, the business as the register has it; of anything else, the documents
 * that were issued here under it, with names of persons masked. Nobody walks through either: each address asks so many
 * times an hour. Refuses `business/number-missing` and `platform/too-many`.
 */
export async function checkLicence(typed: string, origin: string): Promise<Licence> {
	const asked = typed.trim();
	if (asked.length < 3 || asked.length > 80 || !asked.isWellFormed() || /\p{Cc}/u.test(asked)) {
		const fields = { nomor: 'refusal.business.number-missing' };
		throw new Refusal('invalid', 'business/number-missing', { fields });
	}
	const nib = parseNib(asked);
	if (!nib) return { kind: 'document', number: asked, documents: await findDocument(asked, origin) };
	await spend(`business licence ${origin}`, perHour);
	return { kind: 'business', nib, found: (await selectEnterprise(nib)) ?? null };
}
