import { type Actor, setLevel } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { note } from './note.ts';
import { readIdentity } from './person.ts';
import { ownAccountOf } from './policy.ts';
import { indexOfNik, sealNik } from './seal-nik.ts';
import { insertProof, upsertPerson } from './store/persons.ts';

const tries = { count: 10, perSeconds: 86_400 };

/**
 * A resident says who they are: name, NIK and birth date that fit together lead to level *nik*, which is still only
 * what was said. Whether somebody else gave the same NIK is not told. Refuses `people/identity-wrong` by field, and
 * `people/verified-already` once papers were seen: then a counter corrects.
 */
export async function giveNik(
	actor: Actor,
	typed: { name: string; nik: string; birthDate: string },
): Promise<void> {
	const own = ownAccountOf(actor);
	if (own.level === 'verified') throw new Refusal('conflict', 'people/verified-already');
	await spend(`nik of ${own.accountId}`, tries);
	const { name, nik, birthDate } = await readIdentity(typed);
	const { accountId } = own;
	const [at, nikIndex] = [now(), indexOfNik(nik)];
	await withScope({ account: accountId }, async (tx) => {
		await upsertPerson(tx, { accountId, name, nikSealed: sealNik(nik), nikIndex, birthDate, at });
		const proof = { id: newId(), accountId, nikIndex, by: `account:${accountId}`, at, office: null };
		await insertProof(tx, { ...proof, level: 'nik', way: 'given', document: null });
		await setLevel(tx, accountId, 'nik', name);
		await note(tx, own, { accountId, act: 'give-nik' });
	});
}
