import { type Actor, findActor, findOfficer, type Officer, type Role, startSession } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { device, origin } from '../support/accounts.ts';
import { asahan, type Desk, medan, province } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';

/**
 * Everybody the walls are tried with: each role at each place, seen from a case that public works of Asahan hold, and
 * whoever has no post. Accounts, posts and sessions are rows made here; who somebody is, the platform says.
 */
export const places = ['own', 'office', 'government', 'province'] as const;
export type Place = (typeof places)[number];
export const postRoles = [
	'officer',
	'office-head',
	'triage',
	'secretary',
	'regional-head',
	'administrator',
	'overseer',
] as const satisfies readonly Role[];

export type Who = {
	/** `triage@government`, `operator`, `anonymous` … */
	name: string;
	role: Role | 'resident' | 'person' | 'anonymous' | 'system';
	place: Place | 'counter' | null;
	actor: Actor;
	/** The secret of a session, where there is one. */
	token: string | null;
};
export type WhoOfficer = Who & { actor: Officer; token: string };

/** The office of each place, and where a resident's papers are looked at. */
export const desks = await findDesks();
export type Desks = typeof desks;

async function findDesks() {
	await testDatabase();
	// Before the first look at regions, which are kept in memory, and so not by their face.
	const [own, office, government, top, counter] = await Promise.all([
		findDesk(asahan, 'public-works'),
		findDesk(asahan, 'health'),
		findDesk(medan, 'public-works'),
		findDesk(province, 'public-works'),
		findDesk(asahan, 'civil-registration'),
	]);
	await migratorDb.query({
		text: `insert into regions.post (pemda, id, office_id, title, role, oversees, edited_at)
			select d.pemda, gen_random_uuid(), d.id, 'Walls ' || r.role, r.role,
				case when r.role = 'overseer' then case d.pemda when $3 then '*' else d.pemda end end, now()
			from unnest($1::text[], $2::uuid[]) as d(pemda, id), unnest($4::text[]) as r(role)`,
		values: [
			[own, office, government, top, counter].map(({ pemda }) => pemda),
			[own, office, government, top, counter].map(({ officeId }) => officeId),
			province,
			postRoles,
		],
	});
	return { own, office, government, province: top, counter };
}

async function findDesk(pemda: string, officeFunction: string): Promise<Desk> {
	const { rows } = await migratorDb.query<Desk>({
		text: `select pemda, id as "officeId", name as "officeName" from regions.office
			where pemda = $1 and $2 = any(functions) and active order by slug limit 1`,
		values: [pemda, officeFunction],
	});
	const [desk] = rows;
	if (!desk) throw new Error(`No office of ${pemda} for ${officeFunction}`);
	return desk;
}

/** How every officer's address begins here: what is found of it in an answer was told. */
export const hiddenAddress = 'surel.rahasia';
let count = 0;

/** One officer with a post of this role in this office, signed in with a second factor just now. */
export async function officerIn(desk: Desk, role: Role, name: string): Promise<WhoOfficer> {
	const accountId = newId();
	await migratorDb.query({
		text: `with account as (
				insert into identity.account (id, email, name, is_operator, created_by)
				values ($1, $2, $3, $6 = 'operator', 'walls') returning id
			), credential as (
				insert into identity.credential (account_id, password, changed_at) select id, '$argon2id$none', now() from account
			)
			insert into identity.holding (pemda, id, post_id, account_id, held_from, given_by)
			select p.pemda, gen_random_uuid(), p.id, account.id, '2026-01-05', 'walls' from account, regions.post p
			where p.pemda = $4 and p.office_id = $5 and p.title = 'Walls ' || $6`,
		values: [
			accountId,
			`${hiddenAddress}.${++count}@contoh.example`,
			`Petugas ${name}`,
			desk.pemda,
			desk.officeId,
			role,
		],
	});
	const place = ([...places, 'counter'] as const).find((one) => desks[one] === desk) ?? null;
	return signedIn(accountId, { name, role, place });
}

async function signedIn(accountId: string, who: Pick<Who, 'name' | 'role' | 'place'>): Promise<WhoOfficer> {
	const { token } = await startSession(accountId, ['password', 'totp'], { origin, device });
	const actor = await findOfficer(token, origin);
	if (!actor) throw new Error(`${who.name} is not signed in`);
	return { ...who, actor, token };
}

/** Every role at every place, and an operator. */
export async function everyOfficer(): Promise<WhoOfficer[]> {
	const found: WhoOfficer[] = [];
	for (const place of places) {
		for (const role of postRoles) found.push(await officerIn(desks[place], role, `${role}@${place}`));
	}
	return [...found, await officerIn(desks.own, 'operator', 'operator')];
}

/** Residents have no post: one whose the case is, and another. */
export async function residentWho(name: string): Promise<Who & { accountId: string; token: string }> {
	const accountId = newId();
	await migratorDb.query({
		text: `insert into identity.account (id, kind, name, level, created_by) values ($1, 'resident', $2, 'verified', 'walls')`,
		values: [accountId, `Warga ${name}`],
	});
	const { token } = await startSession(accountId, ['code'], { origin, device });
	const actor = await findActor(token, origin);
	if (actor?.kind !== 'resident') throw new Error(`${name} is not signed in`);
	return { name, role: 'resident', place: null, actor, token, accountId };
}

export const anonymous: Who = {
	...{ name: 'anonymous', role: 'anonymous', place: null, token: null },
	actor: { kind: 'anonymous', origin },
};

/** An office's own Open311 server, as far as what it says counts here. */
export const officeSystem = (place: Place): Who => ({
	...{ name: `system of ${place}`, role: 'system', place, token: null },
	actor: { kind: 'system', name: 'open311', office: desks[place] },
});

export const personOf = (name: string, caseId: string): Who => ({
	...{ name, role: 'person', place: null, token: null },
	actor: { kind: 'person', caseId, origin },
});
