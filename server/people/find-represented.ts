import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { partyOf } from './end-mandate.ts';
import { noteLook } from './note.ts';
import { maskedNpwp } from './npwp.ts';
import { maskedNik } from './seal-nik.ts';
import { selectRepresented } from './store/represented.ts';

/** What is known of whom somebody acts for: of a person, or of a business and not of who answers for it. */
export type RepresentedFacts =
	| {
			kind: 'person';
			name: string | null;
			nik: string | null;
			birthDate: string | null;
			region: string | null;
	  }
	| {
			kind: 'business';
			nib: string;
			name: string;
			kbli: string[];
			region: string | null;
			npwp: string | null;
	  };

/**
 * What is known of whom the actor acts for now, NIK and NPWP masked, to fill a form in with. Only where their mandate runs
 * and says so (scope `data`); undefined otherwise. The look is in the giver's ledger before it is given. Refuses
 * `people/sign-in-needed`.
 */
export async function findRepresented(actor: Actor): Promise<RepresentedFacts | undefined> {
	const { accountId, actsFor } = partyOf(actor);
	if (!actsFor?.scope.includes('data')) return undefined;
	const { mandateId } = actsFor;
	const found = await selectRepresented(mandateId, accountId, dayOf(now()));
	if (!found) return undefined;
	await noteLook(actor, {
		...{ accountId: found.accountId, act: 'fill-under-mandate' },
		detail: {
			mandateId,
			reason: 'mandate',
			basis: 'KUH Perdata Pasal 1792; UU 27/2022 Pasal 20 ayat (2) huruf a',
		},
	});
	const { name, region, nib } = found;
	if (nib !== null) {
		const { businessName, kbli, npwpSealed } = found;
		return {
			kind: 'business',
			nib,
			name: businessName ?? '',
			kbli: kbli ?? [],
			region,
			npwp: maskedNpwp(npwpSealed),
		};
	}
	return { kind: 'person', name, region, nik: maskedNik(found.nikSealed), birthDate: found.birthDate };
}
