import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, findActor, startSession } from '#identity';
import {
	acceptMandate,
	actFor,
	endMandate,
	findOffer,
	listMandates,
	offerMandate,
	requireInMandate,
} from '#people';
import { setClock } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { device, origin } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { resident } from '../../tests/support/residents.ts';

await testDatabase();
const day = (days = 0) => dayOf(new Date(Date.now() + days * 86_400_000));
const terms = { businessId: null, scope: ['reports'], note: 'Ibu saya', from: day(), to: day(30) };
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

async function sideOf(name: string) {
	const who = await resident('nik', name);
	const session = await startSession(who.accountId, ['code'], { origin, device });
	const now = async (): Promise<Actor> => {
		const actor = await findActor(session.token, origin);
		if (!actor) throw new Error('the session is gone');
		return actor;
	};
	return { accountId: who.accountId, now };
}

test('given by a code, taken, acted under, seen by both, ended at once', async () => {
	const [mother, son] = [await sideOf('Ibu (contoh)'), await sideOf('Anak (contoh)')];
	const { code } = await offerMandate(await mother.now(), terms);
	assert.equal((await findOffer(await son.now(), code)).from.name, 'Ibu (contoh)');
	const { mandateId } = await acceptMandate(await son.now(), code);
	await assert.rejects(acceptMandate(await son.now(), code), refused('people/mandate-code-wrong'));
	assert.equal((await listMandates(await mother.now())).given[0]?.to?.name, 'Anak (contoh)');
	assert.equal((await listMandates(await son.now())).held[0]?.from.name, 'Ibu (contoh)');

	await actFor(await son.now(), mandateId);
	const acting = await son.now();
	assert.ok('actsFor' in acting);
	assert.equal(acting.actsFor?.id, mother.accountId);
	requireInMandate(acting, 'reports');
	assert.throws(() => requireInMandate(acting, 'services'), refused('people/not-in-mandate'));
	await assert.rejects(
		offerMandate(acting, terms),
		refused('people/own-only'),
		'a mandate gives no mandates',
	);

	await endMandate(await mother.now(), mandateId);
	const after = await son.now();
	assert.ok('actsFor' in after);
	assert.equal(after.actsFor, null, 'at the next request');
	await assert.rejects(actFor(after, mandateId), refused('people/mandate-not-running'));
});

test('it ends by itself after its last day', async () => {
	const [giver, holder] = [await sideOf('Pemberi (contoh)'), await sideOf('Penerima (contoh)')];
	const { code } = await offerMandate(await giver.now(), { ...terms, to: day() });
	const { mandateId } = await acceptMandate(await holder.now(), code);
	await actFor(await holder.now(), mandateId);
	const begun = Date.now();
	setClock(() => new Date(begun + 86_400_000));
	try {
		const session = await startSession(holder.accountId, ['code'], { origin, device });
		const actor = await findActor(session.token, origin);
		assert.ok(actor);
		await assert.rejects(actFor(actor, mandateId), refused('people/mandate-not-running'));
	} finally {
		setClock(() => new Date());
	}
});

test('of a hundred who take one offer one has it', async () => {
	const giver = await sideOf('Pemberi (contoh)');
	const { code } = await offerMandate(await giver.now(), terms);
	const takers = await Promise.all(Array.from({ length: 20 }, (_, n) => sideOf(`Penerima ${n} (contoh)`)));
	const taken = await Promise.allSettled(takers.map(async (one) => acceptMandate(await one.now(), code)));
	assert.equal(taken.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('what cannot be is refused by field', async () => {
	const giver = await sideOf('Pemberi (contoh)');
	const cases: [object, string][] = [
		[{ scope: [] }, 'scope'],
		[{ scope: ['everything'] }, 'scope'],
		[{ from: day(-1) }, 'from'],
		[{ from: day(3), to: day(2) }, 'to'],
		[{ to: day(400) }, 'to'],
		[{ to: '2026-02-30' }, 'to'],
		[{ note: 'a'.repeat(300) }, 'note'],
	];
	for (const [change, field] of cases) {
		await assert.rejects(offerMandate(await giver.now(), { ...terms, ...change }), (error) => {
			assert.ok(error instanceof Refusal && error.code === 'people/mandate-wrong');
			assert.deepEqual(Object.keys(error.fields), [field]);
			return true;
		});
	}
});

test('strangers to a mandate neither see nor end it; nobody takes their own', async () => {
	const [giver, stranger] = [await sideOf('Pemberi (contoh)'), await sideOf('Orang lain (contoh)')];
	const { code } = await offerMandate(await giver.now(), terms);
	await assert.rejects(acceptMandate(await giver.now(), code), refused('people/mandate-own'));
	const [given] = (await listMandates(await giver.now())).given;
	assert.deepEqual(await listMandates(await stranger.now()), { given: [], held: [] });
	await assert.rejects(endMandate(await stranger.now(), given?.id ?? ''), refused('people/no-such-mandate'));
});
