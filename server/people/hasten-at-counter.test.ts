import '../../tests/support/mail-on.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stopComeback } from '#identity';
import { giveNik, hastenAtCounter, makeCounterCode, verifyAtCounter } from '#people';
import { listeners } from '#platform/events';
import { writeListeners } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { asahan, deskOf, officerAt } from '../../tests/support/cases.ts';
import {
	comes,
	enterByCode,
	inDays,
	newAddress,
	noticesTo,
	stopSecretOf,
	tryToComeBack,
	waits,
} from '../../tests/support/come-back.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { newNik } from '../../tests/support/residents.ts';

await testDatabase();
await writeListeners([...listeners()]);
const dayMs = 86_400_000;
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const name = 'Sari Siregar (contoh)';
const counter = async () => officerAt(await deskOf(asahan, 'civil-registration'), 'officer', 'Petugas loket');

async function verified() {
	const [one, officer] = [await enterByCode(), await counter()];
	const identity = newNik();
	await giveNik(one.actor, { name, ...identity });
	const { code } = await makeCounterCode(one.actor);
	await verifyAtCounter(officer, { code, document: 'ktp-el', name, ...identity });
	return { ...one, officer, identity };
}

test('the card that verified the account opens it after a day, and the level stays', async () => {
	const { actor, address, officer, identity } = await verified();
	const fresh = newAddress();
	const code = await waits(tryToComeBack(address, fresh));
	const seen = { code: code.toLowerCase(), document: 'ktp-el', nik: identity.nik };
	const readyAt = await hastenAtCounter(officer, seen);
	assert.ok(Math.abs(readyAt.getTime() - Date.now() - dayMs) < 60_000, 'a day, not at once');
	await waits(tryToComeBack(address, fresh));
	assert.equal((await noticesTo(address)).length, 2, 'the old contacts hear that it opens sooner');
	await inDays(1.1, async () => {
		const back = await comes(tryToComeBack(address, fresh));
		assert.deepEqual([back.accountId, back.level], [actor.accountId, 'verified']);
	});
});
test('and can be stopped in that day', async () => {
	const { address, officer, identity } = await verified();
	const fresh = newAddress();
	const code = await waits(tryToComeBack(address, fresh));
	await hastenAtCounter(officer, { code, document: 'ktp-el', nik: identity.nik });
	await stopComeback(await stopSecretOf(address));
	await inDays(2, () => waits(tryToComeBack(address, fresh)));
});
test('another card, an account nobody verified, a code that is none: one answer', async () => {
	const { address, officer } = await verified();
	const code = await waits(tryToComeBack(address, newAddress()));
	const unverified = await waits(tryToComeBack((await enterByCode()).address, newAddress()));
	for (const tried of [code, unverified, 'ABCDE-23456']) {
		const seen = { code: tried, document: 'ktp-el', nik: newNik().nik };
		await assert.rejects(hastenAtCounter(officer, seen), refused('people/comeback-wrong'));
	}
	const roads = officerAt(await deskOf(asahan, 'public-works'), 'officer', 'Petugas jalan');
	const seen = { code, document: 'ktp-el', nik: newNik().nik };
	await assert.rejects(hastenAtCounter(roads, seen), refused('people/no-counter'));
});
test('without it nobody knows that who comes back is who was verified', async () => {
	const { actor, address, officer, identity } = await verified();
	const fresh = newAddress();
	await waits(tryToComeBack(address, fresh));
	await inDays(8, async () => {
		const back = await comes(tryToComeBack(address, fresh));
		assert.deepEqual([back.accountId, back.level], [actor.accountId, 'nik']);
		const { code } = await makeCounterCode(back);
		await verifyAtCounter(officer, { code, document: 'ktp-el', name, ...identity });
	});
});
