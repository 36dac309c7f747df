import { type Actor, createAssisted, labelOf, setLevel } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { counters, getCounterPost } from './counters.ts';
import { mandateScopes } from './mandate.ts';
import { note } from './note.ts';
import { readTerms } from './offer-mandate.ts';
import { readIdentity } from './person.ts';
import { indexOfNik, sealNik } from './seal-nik.ts';
import { insertMandate } from './store/mandates.ts';
import { insertProof, upsertPerson } from './store/persons.ts';
import { requireDocument } from './verify-at-counter.ts';

export type Assisted = {
	document: string;
	name: string;
	nik: string;
	birthDate: string;
	/** The last day on which the officer may act for the resident, 'YYYY-MM-DD'. */
	until: string;
	from: string;
	/** The resident said yes, before the officer. */
	agreed: boolean;
};

const perDay = { count: 100, perSeconds: 86_400 };

/**
 * A resident without a telephone, at a counter: an account nobody can sign in to, verified by the card the officer
 * saw, and a mandate to this officer, which the resident may end at any counter. Refuses `people/no-counter`,
 * `people/identity-wrong` and `people/mandate-wrong` by field, `people/not-agreed`, and
 * `people/nik-verified-elsewhere` where the resident has an account of their own.
 */
export async function registerAtCounter(actor: Actor, typed: Assisted): Promise<{ mandateId: string }> {
	const post = await getCounterPost(actor, 'person');
	if (actor.kind !== 'officer') throw new Refusal('forbidden', 'people/no-counter');
	if (!typed.agreed) {
		throw new Refusal('invalid', 'people/not-agreed', { fields: { agreed: 'refusal.people.not-agreed' } });
	}
	requireDocument('person', typed.document);
	const { name, nik, birthDate } = await readIdentity(typed);
	const terms = readTerms({ scope: [...mandateScopes], note: '', from: typed.from, to: typed.until });
	await spend(`assisted by ${actor.accountId}`, perDay);
	const [at, nikIndex, mandateId] = [now(), indexOfNik(nik), newId()];
	const [by, office] = [labelOf(actor), { pemda: post.pemda, officeId: post.officeId }];
	await withScope({ system: true }, async (tx) => {
		const accountId = await createAssisted(tx, actor, { name, pemda: post.pemda });
		const proof = { id: newId(), accountId, nikIndex, by, office, at, document: typed.document };
		if (!(await insertProof(tx, { ...proof, level: 'verified', way: 'counter' }))) {
			throw new Refusal('conflict', 'people/nik-verified-elsewhere', {
				fields: { nik: 'refusal.people.nik-verified-elsewhere' },
			});
		}
		await upsertPerson(tx, { accountId, name, nikSealed: sealNik(nik), nikIndex, birthDate, at });
		await setLevel(tx, accountId, 'verified', name);
		await insertMandate(tx, {
			...{ id: mandateId, from: { account: accountId }, to: { account: actor.accountId, at } },
			...{
				scope: terms.scope,
				note: '',
				validFrom: terms.from,
				validTo: terms.to,
				codeHash: null,
				at,
				by,
				office,
			},
		});
		const look = { document: typed.document, reason: 'assistance', basis: counters.person.legalBasis };
		await note(tx, actor, { accountId, act: 'register-at-counter', post, detail: { mandateId, ...look } });
	});
	return { mandateId };
}
