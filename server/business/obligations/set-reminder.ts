import { type Actor, listContacts, type Resident } from '#identity';
import { listBusinesses } from '#people';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { isMailOn } from '#platform/mail';
import { Refusal } from '#platform/refusal';
import { listRisks } from '../find-kbli.ts';
import { guide } from '../guide/guide.ts';
import { hashOfToken, tokenFor } from '../links.ts';
import { deleteReminder, type Reminder, selectReminders, upsertReminder } from '../store/reminders.ts';
import { highestOf, type Profile, profileShape } from './obligations.ts';

export type NewReminder = { businessId: string; size: string; form: string; workers: boolean; email: string };

/**
 * A resident is reminded by e-mail, a week before, of what one of their businesses owes. The address must be one of their
 * own that answered a code. Refuses `people/sign-in-needed`, `business/no-such-business`, `business/reminder-wrong` by
 * field, `business/mail-off`.
 */
export async function setReminder(actor: Actor, typed: NewReminder): Promise<void> {
	const own = residentOf(actor);
	const business = (await listBusinesses(own)).find(({ id }) => id === typed.businessId);
	if (!business) throw new Refusal('not-found', 'business/no-such-business');
	if (!isMailOn()) throw new Refusal('unavailable', 'business/mail-off');
	const contacts = await listContacts(own);
	const email = contacts.find(({ kind, address }) => kind === 'email' && address === typed.email)?.address;
	const profile = await profileOf({ ...typed, kbli: business.kbli });
	if (!email || !profile) {
		const fields = {
			...(email ? {} : { email: 'refusal.business.email-not-yours' }),
			...(profile ? {} : { size: 'refusal.business.no-such-scale' }),
		};
		throw new Refusal('invalid', 'business/reminder-wrong', { fields });
	}
	const id = newId();
	const link = tokenFor('reminder', `${own.accountId}/${business.id}`);
	await withScope({ account: own.accountId }, (tx) =>
		upsertReminder(tx, {
			...{ id, accountId: own.accountId, businessId: business.id, businessName: business.name },
			...{ profile, email, lang: own.lang, hash: hashOfToken(link), at: now() },
		}),
	);
}

/** Nothing more is sent about this business. Refuses `business/no-such-business` where nothing was. */
export async function endReminder(actor: Actor, businessId: string): Promise<void> {
	const { accountId } = residentOf(actor);
	const isId = /^[0-9a-f-]{36}$/.test(businessId);
	const ended =
		isId && (await withScope({ account: accountId }, (tx) => deleteReminder(tx, accountId, businessId)));
	if (!ended) throw new Refusal('not-found', 'business/no-such-business');
}

/** The businesses of the resident who asks that they are reminded of. */
export async function listReminders(actor: Actor): Promise<Reminder[]> {
	const { accountId } = residentOf(actor);
	return withScope({ account: accountId }, selectReminders);
}

/** A profile from what was typed, with the highest risk of its classes at its size; undefined where it cannot be read. */
export async function profileOf(typed: {
	size: string;
	form: string;
	workers: boolean;
	kbli: string[];
}): Promise<Profile | undefined> {
	const scale = guide.scales.find(({ id }) => id === typed.size)?.risk;
	const codes = typed.kbli.filter((code) => /^\d{5}$/.test(code)).slice(0, 50);
	const risks = await Promise.all(codes.map(listRisks));
	const level = highestOf(risks.flat().flatMap((one) => (one.scale === scale ? [one.level] : [])));
	const read = profileShape.safeParse({ ...typed, kbli: codes, level });
	return read.success ? read.data : undefined;
}

function residentOf(actor: Actor): Resident {
	if (actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	return actor;
}
