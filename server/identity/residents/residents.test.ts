import '../../../tests/support/mail-on.ts';
import '../../../tests/support/sms.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
	addContact,
	askToAddContact,
	askToComeBack,
	askToEnter,
	askToShowAnew,
	chooseName,
	enterWithCode,
	findActor,
	findTicket,
	listContacts,
	type Resident,
	removeContact,
	renewOwnSession,
	showAnew,
} from '#identity';
import { setClock } from '#platform/clock';
import { db, migratorDb } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { testDatabase } from '../../../tests/support/database.ts';
import { newestCode, waiting } from '../../../tests/support/sent.ts';
import { gateway } from '../../../tests/support/sms.ts';
import { statementsOf } from '../../../tests/support/statements.ts';
import { maskContact, parseContact } from './address.ts';

await testDatabase();
let count = 0;
const visit = () => ({ origin: `198.51.${++count}.0/24`, device: `Mozilla/5.0 test ${count}` });
const newAddress = () => `warga${++count}@contoh.example`;
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const lang = 'id';

async function enter(address = newAddress()): Promise<{ actor: Resident; token: string; address: string }> {
	const { ticket } = await askToEnter(address, { lang, visit: visit() });
	const { token } = await enterWithCode({ ticket, code: await newestCode(address), lang }, visit());
	const actor = await findActor(token, '198.51.100.0/24');
	assert.ok(actor?.kind === 'resident');
	return { actor, token, address };
}

const typed: [string, string | undefined][] = [
	['0812 3456 7890', '+6281234567890'],
	['+62-812-3456-7890', '+6281234567890'],
	['62812 34567890', '+6281234567890'],
	['8123456789', '+628123456789'],
	['021 5551234', undefined],
	['Sari@Contoh.ID', 'sari@contoh.id'],
	['sari@contoh', undefined],
	['sari@contoh.id, lain@contoh.id', undefined],
	['', undefined],
	['sari@-contoh.id', undefined],
	['sari@contoh..id', undefined],
	['sari\u0000@contoh.id', undefined],
	['sari@contoh.id\r\nBcc: x@y.id', undefined],
	['“sari”@contoh.id', undefined],
	[`${'a'.repeat(250)}@contoh.id`, undefined],
	['+628123', undefined],
	['+1 202 555 0100', undefined],
];
for (const [text, address] of typed) {
	test(`"${text}" is ${address ?? 'no contact'}`, () => assert.equal(parseContact(text)?.address, address));
}
test('a contact is shown by what its owner knows again', () => {
	assert.equal(maskContact({ kind: 'phone', address: '+6281234567890' }), '+62•••••7890');
	assert.equal(maskContact({ kind: 'email', address: 'sari@contoh.id' }), 's•••@contoh.id');
});

describe('getting in', () => {
	test('the first time makes the account, the next finds it', async () => {
		const first = await enter();
		const again = await enter(first.address);
		assert.equal(again.actor.accountId, first.actor.accountId);
		assert.equal(first.actor.level, 'contact');
		assert.deepEqual(first.actor.factors, ['code']);
	});
	test('the same statements whether there is an account or not, and none that looks for it', async () => {
		const { address } = await enter();
		const { actor } = await enter();
		const asked = (to: string) => [
			() => askToEnter(to, { lang, visit: visit() }),
			() => askToAddContact(actor, to, visit()),
			() => askToComeBack({ lost: to, contact: newAddress() }, { lang, visit: visit() }),
		];
		for (const [n, askKnown] of asked(address).entries()) {
			const known = await statementsOf(askKnown);
			const unknown = await statementsOf(asked(newAddress())[n] ?? askKnown);
			assert.deepEqual(known, unknown);
			assert.ok(known.includes('identity.add-code'));
			assert.ok(!known.includes('identity.by-contact'));
		}
	});
	test('and a wrong code is as much work whoever it was sent to', async () => {
		const { address } = await enter();
		const guess = async (to: string) => {
			const { ticket } = await askToEnter(to, { lang, visit: visit() });
			const right = await newestCode(to);
			const code = right === '000000' ? '000001' : '000000';
			return statementsOf(() => enterWithCode({ ticket, code, lang }, visit()).catch(() => undefined));
		};
		assert.deepEqual(await guess(address), await guess(newAddress()));
	});
	test('of a hundred guesses at once five are looked at', async () => {
		const address = newAddress();
		const { ticket } = await askToEnter(address, { lang, visit: visit() });
		const right = await newestCode(address);
		const wrong = Array.from({ length: 99 }, (_, n) =>
			String((Number(right) + n + 1) % 1_000_000).padStart(6, '0'),
		);
		const tried = await Promise.allSettled(
			wrong.map((code) => enterWithCode({ ticket, code, lang }, visit())),
		);
		assert.ok(tried.every(({ status }) => status === 'rejected'));
		await assert.rejects(
			enterWithCode({ ticket, code: right, lang }, visit()),
			refused('identity/one-time-wrong'),
			'the tries are used up, the right code too',
		);
		const { rows } = await db.query<{ tries: number }>({
			text: 'select tries from identity.code where id = $1',
			values: [ticket],
		});
		assert.equal(rows[0]?.tries, 5);
	});
	test('a code works once, for the browser that asked, and not after a newer one', async () => {
		const address = newAddress();
		const old = await askToEnter(address, { lang, visit: visit() });
		const oldCode = await newestCode(address);
		const { ticket } = await askToEnter(address, { lang, visit: visit() });
		const code = await newestCode(address);
		await assert.rejects(enterWithCode({ ticket: old.ticket, code: oldCode, lang }, visit()));
		await assert.rejects(enterWithCode({ ticket: old.ticket, code, lang }, visit()));
		assert.equal(await findTicket(ticket, 'add-contact'), undefined);
		const both = await Promise.allSettled([1, 2].map(() => enterWithCode({ ticket, code, lang }, visit())));
		assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
	});
	test('five codes an hour for one contact', async () => {
		const address = newAddress();
		for (let n = 0; n < 5; n++) await askToEnter(address, { lang, visit: visit() });
		await assert.rejects(askToEnter(address, { lang, visit: visit() }), refused('platform/too-many'));
	});
	test('after ten minutes it is over', async () => {
		const address = newAddress();
		const { ticket } = await askToEnter(address, { lang, visit: visit() });
		const code = await newestCode(address);
		setClock(() => new Date(Date.now() + 11 * 60_000));
		try {
			await assert.rejects(
				enterWithCode({ ticket, code, lang }, visit()),
				refused('identity/one-time-wrong'),
			);
		} finally {
			setClock(() => new Date());
		}
	});
	test('neither code nor address lies readable in the table of codes', async () => {
		const { rows } = await db.query<{ hash: string }>({
			text: "select encode(code_hash, 'hex') as hash from identity.code",
		});
		assert.ok(rows.every(({ hash }) => hash.length === 64));
	});
});

describe('contacts', () => {
	test('one more with its code; every contact hears of it; the last stays', async () => {
		const { actor, address } = await enter();
		const second = '081234500001';
		const { ticket } = await askToAddContact(actor, second, visit());
		await addContact(actor, { ticket, code: await newestCode('+6281234500001') });
		const contacts = await listContacts(actor);
		assert.deepEqual(
			contacts.map((one) => one.address),
			[address, '+6281234500001'],
		);
		const told = (await waiting()).filter(({ text }) => text.includes('ditambahkan ke akun'));
		assert.deepEqual(told.map(({ to }) => to).sort(), ['+6281234500001', address].sort());
		await removeContact(actor, contacts[0]?.id ?? '');
		await assert.rejects(removeContact(actor, contacts[1]?.id ?? ''), refused('identity/last-contact'));
		await assert.rejects(removeContact(actor, contacts[0]?.id ?? ''), refused('identity/no-such-contact'));
	});
	test('a session that was left open changes none', async () => {
		const { actor } = await enter();
		const stale = { ...actor, freshAt: new Date(Date.now() - 3_600_000) };
		const [contact] = await listContacts(actor);
		const refusedStale = refused('identity/not-fresh');
		await assert.rejects(askToAddContact(stale, newAddress(), visit()), refusedStale);
		await assert.rejects(addContact(stale, { ticket: '', code: '' }), refusedStale);
		await assert.rejects(removeContact(stale, contact?.id ?? ''), refusedStale);
	});
	test('of another account it is taken, and another’s ticket opens nothing', async () => {
		const [one, other] = [await enter(), await enter()];
		const taken = await askToAddContact(one.actor, other.address, visit());
		const code = await newestCode(other.address);
		await assert.rejects(
			addContact(other.actor, { ticket: taken.ticket, code }),
			refused('identity/one-time-wrong'),
		);
		const again = await askToAddContact(one.actor, other.address, visit());
		const next = await newestCode(other.address);
		await assert.rejects(
			addContact(one.actor, { ticket: again.ticket, code: next }),
			refused('identity/contact-taken'),
		);
	});
	test('the gateway gets each message once, also after it failed', async () => {
		const { actor } = await enter();
		await askToAddContact(actor, '0812 3450 0009', visit());
		gateway.isBroken = true;
		await runJobsOnce();
		gateway.isBroken = false;
		const sent = () => [...gateway.sent.values()].filter(({ to }) => to === '+6281234500009');
		assert.deepEqual(sent(), []);
		for (let n = 0; n < 2; n++) {
			await migratorDb.query({
				text: 'update graphile_worker._private_jobs set run_at = now() where attempts > 0',
			});
			await runJobsOnce();
		}
		assert.equal(sent().length, 1);
	});
});

test('a resident says how they are called, until a card says so', async () => {
	const { actor, token } = await enter();
	await chooseName(actor, '  Sari ');
	assert.equal((await findActor(token, '198.51.100.0/24'))?.name, 'Sari');
	await assert.rejects(chooseName(actor, ''), refused('identity/name-wrong'));
	await assert.rejects(chooseName({ ...actor, level: 'nik' }, 'Ani'), refused('identity/name-from-card'));
});

describe('shown anew', () => {
	test('a code renews the session: the old secret opens nothing', async () => {
		const { actor, token, address } = await enter();
		const { ticket } = await askToShowAnew(actor, visit());
		const renewed = await showAnew(actor, { ticket, code: await newestCode(address) });
		assert.equal(await findActor(token, '198.51.100.0/24'), undefined);
		assert.ok(await findActor(renewed.token, '198.51.100.0/24'));
	});
	test('a session renewed for another reason is no fresher than it was', async () => {
		const { actor } = await enter();
		const { token } = await renewOwnSession({ ...actor });
		const renewed = await findActor(token, '198.51.100.0/24');
		assert.deepEqual(renewed?.freshAt, actor.freshAt);
		assert.notEqual(renewed?.sessionId, actor.sessionId);
	});
	test('nobody else’s code does', async () => {
		const [one, other] = [await enter(), await enter()];
		const { ticket } = await askToEnter(other.address, { lang, visit: visit() });
		const code = await newestCode(other.address);
		await assert.rejects(showAnew(one.actor, { ticket, code }), refused('identity/one-time-wrong'));
	});
});
