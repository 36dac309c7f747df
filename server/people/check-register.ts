import { type Actor, setLevel } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { giveConsent } from './consents.ts';
import { note } from './note.ts';
import type { Identity } from './person.ts';
import { ownAccountOf, requireLevel } from './policy.ts';
import { askRegister, isRegisterOn } from './register.ts';
import { indexOfNik, unsealNik } from './seal-nik.ts';
import { insertProof, selectPerson } from './store/persons.ts';

const tries = { count: 3, perSeconds: 86_400 };
const basis = 'UU 24/2013, Pasal 58; UU 27/2022, Pasal 20 ayat (2) huruf a';

/**
 * With the resident's consent their NIK, name and birth date are compared with the population register; a yes leads to
 * *verified*. Refuses `people/register-off`, `people/level-needed` (*nik* first), `people/register-silent` when
 * there is no answer, `people/register-no`, `people/nik-verified-elsewhere`; `platform/too-many` after three a day.
 */
export async function checkRegister(actor: Actor): Promise<void> {
	const own = ownAccountOf(actor);
	if (!isRegisterOn()) throw new Refusal('unavailable', 'people/register-off');
	requireLevel(own, 'nik');
	if (own.level === 'verified') return;
	const { accountId } = own;
	await spend(`register for ${accountId}`, tries);
	const identity = await withScope({ account: accountId }, async (tx) => {
		await giveConsent(tx, own, { purpose: 'register', basis });
		return identityOf(await selectPerson(tx, accountId));
	});
	const isMatch = await askRegister(identity);
	await withScope({ account: accountId }, async (tx) => {
		const said = isMatch === undefined ? 'silent' : isMatch ? 'yes' : 'no';
		const system = { kind: 'system', name: 'register' } as const;
		await note(tx, system, {
			accountId,
			act: 'ask-register',
			detail: { said, reason: 'verification', basis },
		});
		if (!isMatch) return;
		const nikIndex = indexOfNik(identity.nik);
		const proof = { id: newId(), accountId, nikIndex, by: 'system:register', office: null, at: now() };
		if (!(await insertProof(tx, { ...proof, level: 'verified', way: 'register', document: null }))) {
			throw new Refusal('conflict', 'people/nik-verified-elsewhere');
		}
		await setLevel(tx, accountId, 'verified', null);
	});
	if (isMatch === undefined) throw new Refusal('unavailable', 'people/register-silent');
	if (!isMatch) throw new Refusal('conflict', 'people/register-no');
}

function identityOf(person: Awaited<ReturnType<typeof selectPerson>>): Identity {
	const nik = unsealNik(person?.nikSealed ?? null);
	if (!person?.birthDate || nik === null) throw new Refusal('conflict', 'people/nik-unreadable');
	return { name: person.name, nik, birthDate: person.birthDate };
}
