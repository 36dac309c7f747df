import * as business from '#business';
import type { Actor, Officer, Resident } from '#identity';
import * as identity from '#identity';
import * as payments from '#payments';
import * as people from '#people';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { dayOf } from '#platform/workdays';
import * as sso from '#sso';
import { asahan } from '../support/cases.ts';
import { appFields } from '../support/oidc-door.ts';
import { desks, officerIn, residentWho } from './actors.ts';
import { applyReads, applyTables, applyThings, applyTries } from './try-apply.ts';

/**
 * Acts about oneself, tried on a thing of somebody else's: an officer's of the same office, a resident's. `isUntouched`
 * asks whether it is as it was.
 */
const victim = {
	officer: await officerIn(desks.own, 'secretary', 'secretary robbed'),
	resident: await residentWho('robbed'),
};
const today = dayOf(now());
const later = dayOf(new Date(now().getTime() + 5 * 86_400_000));

async function insert(text: string, values: unknown[]): Promise<void> {
	await migratorDb.query({ text, values });
}
const of = ({ kind }: Actor) =>
	kind === 'resident' ? victim.resident.accountId : victim.officer.actor.accountId;

/** Makes the thing, for a robber of this kind, and returns its id. */
const things: Record<string, (actor: Actor) => Promise<string>> = {
	...applyThings(victim.resident.accountId),
	session: async (actor) => {
		const id = newId();
		await insert(
			`insert into identity.session (id, account_id, token_hash, device, origin, started_at, seen_at, ends_at, factors, fresh_at)
				values ($1, $2, $3, 'x', 'x', now(), now(), now() + interval '1 day', '{password}', now())`,
			[id, of(actor), Buffer.from(id)],
		);
		return id;
	},
	totp: async () => {
		const id = newId();
		await insert(
			`insert into identity.totp (id, account_id, secret, begun_at, confirmed_at) values ($1, $2, 'x', now(), now())`,
			[id, victim.officer.actor.accountId],
		);
		return id;
	},
	passkey: async (actor) => {
		const id = newId();
		await insert(
			`insert into identity.passkey (id, account_id, public_key, counter, name, added_at) values ($1, $2, '\\x00', 0, 'x', now())`,
			[id, of(actor)],
		);
		return id;
	},
	contact: async () => {
		const id = newId();
		await insert(
			`insert into identity.contact (id, account_id, kind, address, since) values ($1, $2, 'email', $3, now())`,
			[id, victim.resident.accountId, `${id}@contoh.example`],
		);
		return id;
	},
	post: async () => victim.officer.actor.holdings[0]?.postId ?? '',
	loan: async () => {
		const [lender, borrower] = [
			await officerIn(desks.own, 'triage', `triage who lends ${newId()}`),
			await officerIn(desks.own, 'officer', `officer who borrows ${newId()}`),
		];
		const postId = lender.actor.holdings[0]?.postId ?? '';
		const loan = { pemda: asahan, postId, receiverId: borrower.actor.accountId, from: today, to: later };
		await identity.lendDesk(lender.actor, loan);
		return (await identity.listLoans(lender.actor))[0]?.id ?? '';
	},
	business: async () => {
		const id = newId();
		await insert(
			`insert into people.business (id, nib, name, region, responsible_id, added_at, changed_at, verified_at)
				values ($1, lpad((random() * 1e12)::bigint::text, 13, '1'), 'Usaha', '12.09', $2, now(), now(), now())`,
			[id, victim.resident.accountId],
		);
		return id;
	},
	plan: async () => {
		const id = newId();
		await insert(
			`with plan as (insert into business.bundle (id, account_id, key, kbli, region, scale, answers, started_at)
					values ($1, $2, gen_random_uuid()::text, '45407', '12.75', 'micro', '{}', now()) returning id)
				insert into business.bundle_item (bundle_id, permit, service_id)
				select id, permit, service from plan, (values ('nib', null), ('sign', 'izin-reklame')) as n(permit, service)`,
			[id, victim.resident.accountId],
		);
		return id;
	},
	mandate: async (actor) => {
		const id = newId();
		const [from, to] = [(await residentWho(`giver ${id}`)).accountId, of(actor)];
		await insert(
			`insert into people.mandate (id, from_account, to_account, scope, valid_from, valid_to, made_at, made_by, accepted_at)
				values ($1, $2, $3, '{reports}', current_date, current_date + 5, now(), 'x', now())`,
			[id, from, to],
		);
		return id;
	},
	consent: async () => {
		const id = newId();
		await insert(
			`insert into people.consent (id, account_id, purpose, basis, given_at) values ($1, $2, 'register', 'x', now())`,
			[id, victim.resident.accountId],
		);
		return id;
	},
	allowed: async (actor) => {
		const maker = (await officerIn(desks.own, 'administrator', `administrator ${newId()}`)).actor;
		const [id, app] = [newId(), await sso.registerApp(maker, appFields({ pemda: asahan }))];
		await insert(
			`insert into sso.consent (id, account_id, app_pemda, app_id, scopes, claims, given_at, changed_at)
				values ($1, $2, $3, $4, '{openid}', '{}', now(), now())`,
			[id, of(actor), asahan, app.id],
		);
		return id;
	},
	link: async (actor) => {
		const [id, outside] = [newId(), newId()];
		await insert(
			`with provider as (
					insert into sso.outside (pemda, id, name, issuer, client_id, secret_sealed, for_whom, made_at, made_by)
					values ($1, $2, 'Akun', $5, 'x', 'x', 'officer', now(), 'walls') returning id)
				insert into sso.outside_link (pemda, outside_id, id, subject_hash, account_id, linked_at)
				select $1, id, $3, '\\x00', $4, now() from provider`,
			[asahan, outside, id, of(actor), `https://${outside}.example`],
		);
		return id;
	},
};

const tables: Record<string, string> = {
	...applyTables,
	...{
		session: 'identity.session',
		totp: 'identity.totp',
		passkey: 'identity.passkey',
		contact: 'identity.contact',
	},
	...{
		loan: 'identity.delegation',
		business: 'people.business',
		mandate: 'people.mandate',
		consent: 'people.consent',
	},
	...{ plan: 'business.bundle', allowed: 'sso.consent', link: 'sso.outside_link', post: 'regions.post' },
};

export async function makeOthers(thing: string, actor: Actor): Promise<string> {
	const make = things[thing];
	if (!make) throw new Error(`no ${thing}`);
	return make(actor);
}

/** The row as one text. */
export async function rowOf(thing: string, id: string): Promise<string> {
	const { rows } = await migratorDb.query<{ text: string }>({
		text: `select t::text as text from ${tables[thing]} t where t.id::text = $1`,
		values: [id],
	});
	return rows[0]?.text ?? 'gone';
}

type Signed = Officer | Resident;
const both = (run: (actor: Signed, id: string) => Promise<unknown>) => (actor: Actor, id: string) =>
	actor.kind === 'officer' || actor.kind === 'resident' ? run(actor, id) : undefined;
const officers = (run: (actor: Officer, id: string) => Promise<unknown>) => (actor: Actor, id: string) =>
	actor.kind === 'officer' ? run(actor, id) : undefined;
const residents = (run: (actor: Resident, id: string) => Promise<unknown>) => (actor: Actor, id: string) =>
	actor.kind === 'resident' ? run(actor, id) : undefined;

const terms = { scope: ['reports'], note: '', from: today, to: later };

export const ownTries: Record<string, (actor: Actor, id: string) => Promise<unknown> | undefined> = {
	'identity.revokeSession': both((a, id) => identity.revokeSession(a, { only: id })),
	'identity.removeTotp': officers((a, id) => identity.removeTotp(a, { id })),
	'identity.removePasskey': both((a, id) => identity.removePasskey(a, id)),
	'identity.removeContact': residents((a, id) => identity.removeContact(a, id)),
	'identity.lendDesk': officers((a, postId) =>
		identity.lendDesk(a, { pemda: asahan, postId, receiverId: a.accountId, from: today, to: later }),
	),
	'identity.listColleagues': officers((a, postId) => {
		const [post] = victim.officer.actor.holdings;
		return post ? identity.listColleagues(a, { ...post, postId }) : Promise.resolve();
	}),
	'identity.endLoan': officers((a, id) => identity.endLoan(a, { pemda: asahan, id })),
	'people.withdrawConsent': (a, id) => people.withdrawConsent(a, id),
	'people.endBusiness': (a, id) => people.endBusiness(a, id),
	'business.setReminder': (a, id) =>
		business.setReminder(a, { businessId: id, size: 'micro', form: 'person', workers: false, email: 'x' }),
	'business.endReminder': (a, id) => business.endReminder(a, id),
	'business.openPermit': (a, id) => business.openPermit(a, { bundleId: id, permit: 'sign' }),
	'business.getBundle': (a, id) => business.getBundle(a, id),
	'business.tickPermit': (a, id) => business.tickPermit(a, { bundleId: id, permit: 'nib', done: true }),
	'people.makeCounterCode': (a, id) => people.makeCounterCode(a, id),
	'people.offerMandate': (a, id) => people.offerMandate(a, { ...terms, businessId: id }),
	'people.actFor': (a, id) => people.actFor(a, id),
	'people.endMandate': (a, id) => people.endMandate(a, id),
	'sso.withdrawConsent': (a, id) => sso.withdrawConsent(a, id),
	'sso.unlink': (a, id) => sso.unlink(a, id),
	...applyTries,
};

/** Those that take any actor and need nothing named: whoever is of the wrong kind is told to sign in. */
export const ownReads: Record<string, (actor: Actor) => Promise<unknown>> = {
	'payments.listOwnInvoices': (a) => payments.listOwnInvoices(a),
	'payments.exportOwnInvoices': payments.exportOwnInvoices,
	'people.getOwnPerson': people.getOwnPerson,
	'people.findRepresented': people.findRepresented,
	'people.checkRegister': people.checkRegister,
	'people.exportOwn': people.exportOwn,
	'people.listLedger': (a) => people.listLedger(a),
	'people.listShownInLists': (a) => people.listShownInLists(a),
	'people.listConsents': people.listConsents,
	'people.listBusinesses': people.listBusinesses,
	'business.listReminders': business.listReminders,
	'business.listBundles': business.listBundles,
	'people.listMandates': people.listMandates,
	'sso.listConsents': sso.listConsents,
	'sso.listOwnProviders': sso.listOwnProviders,
	...applyReads,
};
