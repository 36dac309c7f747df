import '../../tests/support/register.ts';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Resident } from '#identity';
import { checkRegister, getOwnPerson, giveNik, listConsents, listLedger, withdrawConsent } from '#people';
import { db } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { testDatabase } from '../../tests/support/database.ts';
import { register } from '../../tests/support/register.ts';
import { newNik, resident } from '../../tests/support/residents.ts';

await testDatabase();
beforeEach(() => {
	register.asked = [];
	register.answers = 'yes';
});

const name = 'Sari Siregar (contoh)';
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

async function levelOf({ accountId }: Resident) {
	const { rows } = await db.query<{ level: Resident['level'] }>({
		text: 'select level from identity.account where id = $1',
		values: [accountId],
	});
	return rows[0]?.level;
}

async function withNik(given = newNik()): Promise<Resident> {
	const who = await resident();
	await giveNik(who, { name, ...given });
	return { ...who, level: 'nik' };
}

test('a yes leads to verified; what was asked, consented and looked at is on record', async () => {
	const given = newNik();
	const who = await withNik(given);
	await checkRegister(who);
	assert.deepEqual(register.asked, [{ nik: given.nik, name, birthDate: given.birthDate }]);
	assert.equal(await levelOf(who), 'verified');
	assert.equal((await getOwnPerson(who)).proofs[0]?.way, 'register');
	assert.equal((await listLedger(who)).lines[0]?.act, 'people-ask-register');
	const [consent] = await listConsents(who);
	assert.equal(consent?.purpose, 'register');
	await withdrawConsent(who, consent?.id ?? '');
	assert.ok((await listConsents(who))[0]?.withdrawnAt);
});

test('a no leads nowhere', async () => {
	const who = await withNik();
	register.answers = 'no';
	await assert.rejects(checkRegister(who), refused('people/register-no'));
	assert.equal(await levelOf(who), 'nik');
});

for (const answers of ['broken', 'nonsense'] as const) {
	test(`of a register that is ${answers} nothing is concluded`, async () => {
		const who = await withNik();
		register.answers = answers;
		await assert.rejects(checkRegister(who), refused('people/register-silent'));
		assert.equal(await levelOf(who), 'nik');
	});
}

test('it is asked three times a day at most, and only after a NIK', async () => {
	await assert.rejects(checkRegister(await resident()), refused('people/level-needed'));
	const who = await withNik();
	register.answers = 'no';
	for (let n = 0; n < 3; n++) await assert.rejects(checkRegister(who), refused('people/register-no'));
	await assert.rejects(checkRegister(who), refused('platform/too-many'));
	assert.equal(register.asked.length, 3);
});

test('one NIK is one verified person, also by the register', async () => {
	const given = newNik();
	await checkRegister(await withNik(given));
	await assert.rejects(checkRegister(await withNik(given)), refused('people/nik-verified-elsewhere'));
});
