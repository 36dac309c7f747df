import '../../../tests/support/mail-on.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
	addPasskey,
	askPasskey,
	askPasskeyAnew,
	enterWithPasskey,
	findActor,
	freshen,
	getAccount,
	listFactors,
	listPasskeys,
	type Officer,
	offerPasskey,
	proofOf,
	type Resident,
	removePasskey,
	renewRecoveryCodes,
	setRule,
	showAnew,
} from '#identity';
import { setClock } from '#platform/clock';
import { config } from '#platform/config';
import { db, migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { operator, origin, password } from '../../../tests/support/accounts.ts';
import { enterByCode, visit } from '../../../tests/support/come-back.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { resident } from '../../../tests/support/residents.ts';
import { type Forged, SecurityKey, site, strangersKey } from '../../../tests/support/security-key.ts';
import { waiting } from '../../../tests/support/sent.ts';

await testDatabase();
assert.equal(config.publicOrigin, site, 'what the key in software signs for');
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const wrong = refused('identity/passkey-wrong');

async function enrolled(actor?: Resident): Promise<{ actor: Resident; key: SecurityKey }> {
	const who = actor ?? (await resident());
	const key = new SecurityKey();
	await addPasskey(who, { response: key.make(await offerPasskey(who, 'Sari')), name: 'HP Sari' });
	return { actor: who, key };
}

const show = async (key: SecurityKey, forged: Forged = {}) =>
	enterWithPasskey(key.show(await askPasskey(visit().origin), forged), visit());

async function inMinutes(minutes: number, run: () => Promise<void>): Promise<void> {
	setClock(() => new Date(Date.now() + minutes * 60_000));
	try {
		await run();
	} finally {
		setClock(() => new Date());
	}
}

describe('making one', () => {
	test('asks for a discoverable key whose device verifies its holder, and none twice', async () => {
		const { actor, key } = await enrolled();
		const options = await offerPasskey(actor, 'Sari');
		assert.equal(options.authenticatorSelection?.residentKey, 'required');
		assert.equal(options.authenticatorSelection?.userVerification, 'required');
		assert.equal(options.rp.id, 'localhost');
		assert.deepEqual(
			options.excludeCredentials?.map(({ id }) => id),
			[key.id],
		);
		const [line] = await listPasskeys(actor);
		assert.deepEqual([line?.name, line?.usedAt], ['HP Sari', null]);
	});
	test('every contact hears of it', async () => {
		const { actor, address } = await enterByCode();
		await enrolled(actor);
		assert.ok(
			(await waiting()).some(({ to, text }) => to === address && text.includes('kunci sandi ditambahkan')),
		);
	});
	const forgeries: [string, Forged][] = [
		['of another site', { origin: 'https://sumut-smart.example' }],
		['for another host', { rpId: 'contoh.example' }],
		['whose device verified nobody', { isVerified: false }],
	];
	for (const [what, forged] of forgeries) {
		test(`an answer ${what} is none`, async () => {
			const who = await resident();
			const response = new SecurityKey().make(await offerPasskey(who, 'Sari'), forged);
			await assert.rejects(addPasskey(who, { response, name: '' }), wrong);
			assert.deepEqual(await listPasskeys(who), []);
		});
	}
	test('a challenge is one person’s, for one purpose, once, and for ten minutes', async () => {
		const [who, other] = [await resident(), await resident()];
		const options = await offerPasskey(who, 'Sari');
		const [key, second] = [new SecurityKey(), new SecurityKey()];
		await assert.rejects(addPasskey(other, { response: key.make(options), name: '' }), wrong);
		await addPasskey(who, { response: key.make(options), name: '' });
		await assert.rejects(addPasskey(who, { response: second.make(options), name: '' }), wrong, 'once');
		const toEnter = await askPasskey(origin);
		await assert.rejects(
			addPasskey(who, { response: second.make(toEnter), name: '' }),
			wrong,
			'another purpose',
		);
		await assert.rejects(addPasskey(who, { response: second.make({ challenge: 'AAAA' }), name: '' }), wrong);
		const late = await offerPasskey(who, 'Sari');
		await inMinutes(11, () =>
			assert.rejects(addPasskey(who, { response: second.make(late), name: '' }), wrong),
		);
	});
	test('whoever signed in a while ago shows a factor first', async () => {
		const who = await resident();
		const response = new SecurityKey().make(await offerPasskey(who, 'Sari'));
		const stale = { ...who, freshAt: new Date(Date.now() - 3_600_000) };
		await assert.rejects(addPasskey(stale, { response, name: '' }), refused('identity/not-fresh'));
		await assert.rejects(removePasskey(stale, 'x'), refused('identity/not-fresh'));
	});
	test('what is no answer at all is refused, not a fault', async () => {
		const who = await resident();
		const bad = [
			undefined,
			null,
			'',
			[],
			{},
			{ id: 1 },
			{ id: 'x', rawId: 'x', type: 'public-key', response: {} },
		];
		for (const response of bad) {
			await assert.rejects(addPasskey(who, { response, name: '' }), wrong);
			await assert.rejects(enterWithPasskey(response, visit()), wrong);
		}
	});
});

describe('signing in', () => {
	test('by the key alone, for a resident and an officer', async () => {
		const { actor, key } = await enrolled();
		const session = await show(key);
		const found = await findActor(session.token, origin);
		assert.deepEqual(
			[found?.accountId, session.kind, found?.factors],
			[actor.accountId, 'resident', ['passkey']],
		);
		const officer = await operator();
		const theirs = new SecurityKey();
		await addPasskey(officer, { response: theirs.make(await offerPasskey(officer, 'Op')), name: '' });
		const seated = await show(theirs);
		const at = await findActor(seated.token, origin);
		assert.deepEqual([seated.kind, at?.kind === 'officer' && at.mustEnrol], ['officer', false]);
	});
	const forgeries: [string, () => Forged][] = [
		['from another site', () => ({ origin: 'https://sumut-smart.example' })],
		['for another host', () => ({ rpId: 'contoh.example' })],
		['whose device verified nobody', () => ({ isVerified: false })],
		['signed by another key', () => ({ key: strangersKey() })],
	];
	for (const [what, forged] of forgeries) {
		test(`not ${what}`, async () => {
			const { key } = await enrolled();
			await assert.rejects(show(key, forged()), wrong);
			await show(key);
		});
	}
	test('an answer works once, of twenty at once too, and its challenge with it', async () => {
		const { key } = await enrolled();
		const asked = await askPasskey(origin);
		const answer = key.show(asked);
		const all = await Promise.allSettled(Array.from({ length: 20 }, () => enterWithPasskey(answer, visit())));
		assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1);
		await assert.rejects(enterWithPasskey(key.show(asked), visit()), wrong);
	});
	test('not after ten minutes, nor with a challenge for something else', async () => {
		const { actor, key } = await enrolled();
		const asked = await askPasskey(origin);
		await inMinutes(11, () => assert.rejects(enterWithPasskey(key.show(asked), visit()), wrong));
		await assert.rejects(enterWithPasskey(key.show(await askPasskeyAnew(actor)), visit()), wrong);
	});
	test('a key that counts must count up: one that does not was copied', async () => {
		const { key } = await enrolled();
		await show(key, { counter: 5 });
		await assert.rejects(show(key, { counter: 5 }), wrong);
		await assert.rejects(show(key, { counter: 4 }), wrong);
		await assert.rejects(show(key, { counter: 0 }), wrong);
		await show(key, { counter: 6 });
	});
	test('not with a key that was removed, is nobody’s, or of a suspended account', async () => {
		const { actor, key } = await enrolled();
		await assert.rejects(show(new SecurityKey()), wrong);
		const other = await resident();
		await assert.rejects(removePasskey(other, key.id), refused('identity/no-such-passkey'));
		await removePasskey(actor, key.id);
		await assert.rejects(show(key), wrong);
		const second = await enrolled();
		await migratorDb.query({
			text: `update identity.account set suspended_at = now(), suspended_by = 'test' where id = $1`,
			values: [second.actor.accountId],
		});
		await assert.rejects(show(second.key), refused('identity/account-shut'));
	});
});

describe('shown anew', () => {
	test('one’s own key renews the session; another’s does not', async () => {
		const [one, other] = [await enrolled(), await enrolled()];
		const { token } = await showAnew(one.actor, { passkey: one.key.show(await askPasskeyAnew(one.actor)) });
		const found = await findActor(token, origin);
		assert.deepEqual(found?.factors, ['code', 'passkey']);
		const theirs = other.key.show(await askPasskeyAnew(other.actor));
		await assert.rejects(
			showAnew(other.actor, { passkey: one.key.show(await askPasskeyAnew(other.actor)) }),
			wrong,
		);
		await assert.rejects(showAnew(one.actor, { passkey: theirs }), wrong);
	});
});

describe('an officer whose only second factor is a key', () => {
	const kept = async () => {
		const officer = await operator();
		const key = new SecurityKey();
		await addPasskey(officer, { response: key.make(await offerPasskey(officer, 'Op')), name: '' });
		return { officer, key };
	};
	const signed = async (officer: Officer, key: SecurityKey) =>
		JSON.stringify(key.show(await askPasskeyAnew(officer)));

	test('shows it before a dangerous act; the password does not do', async () => {
		const [{ officer, key }, other] = [await kept(), await kept()];
		assert.equal(await proofOf(officer), 'passkey');
		await assert.rejects(freshen(officer, password), wrong);
		await assert.rejects(freshen(officer, await signed(other.officer, other.key)), wrong);
		const answer = await signed(officer, key);
		const { actor } = await freshen(officer, answer);
		assert.deepEqual(actor.factors, ['password', 'passkey']);
		await assert.rejects(freshen(actor, answer), wrong, 'once');
	});
	test('keeps it where a second factor is required, and has codes for the day it is lost', async () => {
		const { officer, key } = await kept();
		assert.equal((await renewRecoveryCodes(officer)).length, 10);
		await setRule(officer, { code: 'second-factor-from', value: '2026-01-01' });
		await assert.rejects(removePasskey(officer, key.id), refused('identity/last-factor'));
		assert.equal((await listPasskeys(officer)).length, 1);
		await setRule(officer, { code: 'second-factor-from', value: 'offered' });
		await removePasskey(officer, key.id);
		assert.deepEqual(await listFactors(officer), { apps: [], recoveryLeft: 0 });
		assert.equal(await proofOf(officer), 'password');
	});
	test('hears by mail of each that comes or goes', async () => {
		const { officer, key } = await kept();
		await removePasskey(officer, key.id);
		const { email } = await getAccount(officer);
		const told = (await waiting()).filter(({ to }) => to === email).map(({ text }) => text);
		assert.equal(told.length, 2);
		assert.match(told[0] ?? '', /baru saja dipasang/);
		assert.match(told[1] ?? '', /baru saja dilepas/);
	});
	test('ends every other session with the key that is taken away', async () => {
		const { officer, key } = await kept();
		const { token } = await show(key);
		await removePasskey(officer, key.id);
		assert.equal(await findActor(token, origin), undefined);
	});
});

test('nothing secret lies in the table', async () => {
	const { rows } = await db.query<{ columns: string[] }>({
		text: `select array_agg(attname::text order by attnum) as columns from pg_attribute
			where attrelid = 'identity.passkey'::regclass and attnum > 0`,
	});
	assert.deepEqual(rows[0]?.columns, [
		...[
			'id',
			'account_id',
			'public_key',
			'counter',
			'transports',
			'name',
			'added_at',
			'used_at',
			'removed_at',
		],
	]);
});
