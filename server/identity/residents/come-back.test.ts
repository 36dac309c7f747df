import '../../../tests/support/mail-on.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	askToComeBack,
	comeBack,
	findActor,
	listComebacks,
	listContacts,
	stopComeback,
	stopComebacks,
} from '#identity';
import { migratorDb } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import {
	comes,
	enterByCode,
	inDays,
	newAddress,
	noticesTo,
	stopSecretOf,
	tryToComeBack,
	visit,
	waits,
} from '../../../tests/support/come-back.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { newestCode, waiting } from '../../../tests/support/sent.ts';
import { statementsOf } from '../../../tests/support/statements.ts';

await testDatabase();
const origin = '198.51.100.0/24';
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('after them the new contact opens the account, and nothing old does', async () => {
	const { actor, token, address } = await enterByCode();
	const fresh = newAddress();
	await waits(tryToComeBack(address, fresh));
	await inDays(6, () => waits(tryToComeBack(address, fresh)));
	await inDays(7.1, async () => {
		const back = await comes(tryToComeBack(address, fresh));
		assert.equal(back.accountId, actor.accountId);
		assert.deepEqual(
			(await listContacts(back)).map((one) => one.address),
			[fresh],
		);
		assert.equal(await findActor(token, origin), undefined);
		const told = (await waiting()).filter(({ text }) => text.includes('dibuka dengan kontak baru'));
		assert.deepEqual(told.map(({ to }) => to).sort(), [address, fresh].sort());
	});
});
test('a lost contact that is nobody’s gets the same answer, and one with an account is told so', async () => {
	await waits(tryToComeBack(newAddress(), newAddress()));
	const { address } = await enterByCode();
	for (const lost of [newAddress(), (await enterByCode()).address]) {
		await assert.rejects(tryToComeBack(lost, address), refused('identity/contact-taken'));
	}
});
test('every old contact hears of it, once, and again half way', async () => {
	const { address } = await enterByCode();
	const thief = newAddress();
	await waits(tryToComeBack(address, thief));
	await waits(tryToComeBack(address, thief));
	assert.equal((await noticesTo(address)).length, 1);
	await migratorDb.query({
		text: `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
			where t.id = j.task_id and t.identifier = 'identity/remind-comeback'`,
	});
	await runJobsOnce();
	assert.equal((await noticesTo(address)).length, 2);
});
test('one tap stops all that are open, and they begin anew', async () => {
	const { actor, address } = await enterByCode();
	const [thief, other] = [newAddress(), newAddress()];
	await waits(tryToComeBack(address, thief));
	await waits(tryToComeBack(address, other));
	assert.equal((await listComebacks(actor)).length, 2);
	const stop = await stopSecretOf(address);
	await stopComeback(stop);
	await stopComeback(stop);
	assert.deepEqual(await listComebacks(actor), []);
	await inDays(8, async () => {
		await waits(tryToComeBack(address, thief));
		await waits(tryToComeBack(address, other));
	});
	await assert.rejects(stopComeback('A'.repeat(43)), refused('identity/no-such-link'));
	await assert.rejects(stopComeback('../../etc'), refused('identity/no-such-link'));
});
test('whoever is signed in sees it and stops it', async () => {
	const { actor, address } = await enterByCode();
	await waits(tryToComeBack(address, newAddress()));
	const [seen] = await listComebacks(actor);
	assert.match(seen?.contact ?? '', /^w•••@/);
	await stopComebacks(actor);
	assert.deepEqual(await listComebacks(actor), []);
});
test('another contact neither shortens nor keeps out what one began; who comes first ends the rest', async () => {
	const { address } = await enterByCode();
	const [first, second] = [newAddress(), newAddress()];
	await waits(tryToComeBack(address, first));
	await inDays(3, () => waits(tryToComeBack(address, second)));
	await inDays(8, async () => {
		await waits(tryToComeBack(address, second));
		await comes(tryToComeBack(address, first));
	});
	await inDays(11, () => waits(tryToComeBack(address, second)));
});
test('of two who finish at once one comes in', async () => {
	const { address } = await enterByCode();
	const fresh = newAddress();
	await waits(tryToComeBack(address, fresh));
	await inDays(8, async () => {
		const { ticket } = await askToComeBack({ lost: address, contact: fresh }, { lang: 'id', visit: visit() });
		const code = await newestCode(fresh);
		const both = await Promise.allSettled([1, 2].map(() => comeBack({ ticket, code }, visit())));
		assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
	});
});
test('the page does the same work for a lost contact that is nobody’s', async () => {
	const { address } = await enterByCode();
	const work = async (lost: string) => {
		const contact = newAddress();
		const { ticket } = await askToComeBack({ lost, contact }, { lang: 'id', visit: visit() });
		const code = await newestCode(contact);
		return statementsOf(() => comeBack({ ticket, code }, visit()));
	};
	assert.deepEqual(await work(address), await work(newAddress()));
});
