import { type Actor, listContacts } from '#identity';
import { getOwnPerson, listBusinesses } from '#people';
import type { Known, Party } from './draft.ts';

/**
 * What the platform knows of whom an application is for, where the actor may see it: their own data and contacts, or
 * their business. Under a mandate no more than the name it was given for: a mandate opens nobody's data.
 */
export async function findKnown(actor: Actor, owner: Party): Promise<Known> {
	if (actor.kind !== 'resident' || actor.actsFor) return ownNameOf(owner);
	const [person, contacts] = await Promise.all([getOwnPerson(actor), listContacts(actor)]);
	const reached = (kind: 'email' | 'phone') => contacts.find((one) => one.kind === kind)?.address;
	const name = person.name ?? undefined;
	const known: Known = {
		person: withoutGaps({ name, nik: person.nik, birthDate: person.birthDate }),
		account: withoutGaps({ name, email: reached('email'), phone: reached('phone') }),
	};
	if (owner.kind === 'person') return known;
	const business = (await listBusinesses(actor)).find(({ id }) => id === owner.id);
	if (!business) return known;
	const { nib, kbli, region } = business;
	return {
		...known,
		business: withoutGaps({ nib, businessName: business.name, kbli: kbli[0], region }),
	};
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
