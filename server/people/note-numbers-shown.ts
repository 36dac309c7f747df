import type { Actor } from '#identity';
import { db } from '#platform/db';
import { maskNik } from './nik.ts';
import { noteOfficeLook, type OfficeLook } from './note-office-look.ts';
import { indexOfNik } from './seal-nik.ts';

type NumbersLook = Omit<OfficeLook, 'detail'> & { detail: { words: string } & Record<string, string> };

/**
 * The line that numbers were shown whole, in the ledger of whose matter they stand in (`of`) and of whoever is verified
 * here as holding one; that there is such an account is not told. `words` are the reason that was typed: numbers in them
 * are masked, since the trail holds none.
 */
export async function noteNumbersShown(actor: Actor, numbers: string[], look: NumbersLook): Promise<void> {
	const { rows } = await db.query<{ account: string }>({
		name: 'people.holders-of-nik',
		text: 'select people.holders_of_nik($1::bytea[]) as account',
		values: [numbers.map(indexOfNik)],
	});
	const words = look.detail.words.replaceAll(/\d{16}/g, maskNik);
	const noted = { ...look, detail: { ...look.detail, words } };
	const others = rows.filter(({ account }) => account !== look.of.id);
	await Promise.all([
		noteOfficeLook(actor, noted),
		...others.map(({ account }) => noteOfficeLook(actor, { ...noted, of: { kind: 'person', id: account } })),
	]);
}
