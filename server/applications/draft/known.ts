import { type Actor, listContacts } from '#identity';
import { findRepresented, getOwnPerson, listBusinesses } from '#people';
import type { Known, Party } from './draft.ts';

/**
 * What the platform knows of whom an application is for, where the actor may see it: their own data and contacts, or
 * their business. Under a mandate what it opens (`findRepresented`), else no more than the name it was given for.
 */
export async function findKnown(actor: Actor, owner: Party): Promise<Known> {
	if ('actsFor' in actor && actor.actsFor) return knownUnderMandate(actor, owner);
	if (actor.kind !== 'resident') return ownNameOf(owner);
	const [person, contacts] = await Promise.all([getOwnPerson(actor), listContacts(actor)]);
	const reached = (kind: 'email' | 'phone') => contacts.find((one) => one.kind === kind)?.address;
	const name = person.name ?? undefined;
	const { nik, birthDate, region } = person;
	const known: Known = {
		person: withoutGaps({ name, nik, birthDate, region }),
		account: withoutGaps({ name, email: reached('email'), phone: reached('phone') }),
	};
	if (owner.kind === 'person') return known;
	const business = (await listBusinesses(actor)).find(({ id }) => id === owner.id);
	return business ? { ...known, business: businessFacts(business) } : known;
}

async function knownUnderMandate(actor: Actor, owner: Party): Promise<Known> {
	const facts = await findRepresented(actor);
	if (!facts || facts.kind !== owner.kind) return ownNameOf(owner);
	if (facts.kind === 'business') return { business: businessFacts(facts) };
	const { kind: _, name, ...rest } = facts;
	return { person: withoutGaps({ name: name ?? owner.name, ...rest }) };
}

type BusinessFacts = {
	nib: string;
	name: string;
	kbli: string[];
	region: string | null;
	npwp?: string | null;
};

/** Of a business with several classes the first. */
export function businessFacts({ nib, name, kbli, region, npwp }: BusinessFacts) {
	return withoutGaps({ nib, businessName: name, kbli: kbli[0], region, npwp });
}

function ownNameOf({ kind, name }: Party): Known {
	return kind === 'person' ? { person: { name } } : { business: { businessName: name } };
}

/** Only what is there. */
export function withoutGaps(
	facts: Record<string, string | null | undefined>,
): Partial<Record<string, string>> {
	return Object.fromEntries(Object.entries(facts).flatMap(([path, value]) => (value ? [[path, value]] : [])));
}
