import type { Actor, Level } from '#identity';
import { withScope } from '#platform/db';
import { ownAccountOf } from './policy.ts';
import { maskedNik } from './seal-nik.ts';
import { type Proof, selectPerson, selectProofs } from './store/persons.ts';

export type OwnPerson = {
	level: Level;
	name: string | null;
	/** `1271••••••••0001` */
	nik: string | null;
	/** 'YYYY-MM-DD' */
	birthDate: string | null;
	/** Where the register says they live, where it was asked. */
	region: string | null;
	proofs: Proof[];
};

/** What is known of the resident who asks, and why their level is what it is, newest proof first. */
export async function getOwnPerson(actor: Actor): Promise<OwnPerson> {
	const own = ownAccountOf(actor);
	return withScope({ account: own.accountId }, async (tx) => {
		const person = await selectPerson(tx, own.accountId);
		return {
			level: own.level,
			name: person?.name ?? own.name,
			nik: maskedNik(person?.nikSealed ?? null),
			birthDate: person?.birthDate ?? null,
			region: person?.region ?? null,
			proofs: await selectProofs(tx, own.accountId),
		};
	});
}
