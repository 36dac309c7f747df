import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getDraft } from '#applications';
import { getBundle, listBundles, openPermit, startBundle, tickPermit } from '#business';
import { db, migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { testDatabase } from '../../../tests/support/database.ts';
import { resident } from '../../../tests/support/residents.ts';

await testDatabase();
const owner = await resident('verified', 'Pemilik Bengkel');
const stranger = await resident('verified', 'Orang Lain');
const answers = {
	form: 'person',
	place: 'build',
	area: 60,
	floors: 1,
	sign: 'name',
	signArea: 2,
	street: 'middle',
	well: true,
	water: 150,
	workers: 2,
};
const workshop = { kbli: '45407', region: '12.75', scale: 'micro', answers, key: 'rencana-bengkel' };

test('one start opens a form for each permit applied for here, with what was answered', async () => {
	const { bundleId } = await startBundle(owner, workshop);
	const { statuses, answer } = await getBundle(owner, bundleId);
	assert.deepEqual([...statuses.keys()].sort(), answer.permits.map(({ id }) => id).sort());
	const building = statuses.get('building');
	assert.equal(building?.kind, 'draft', JSON.stringify([...statuses]));
	const { draft } = await getDraft(owner, building?.kind === 'draft' ? building.draftId : '');
	assert.deepEqual(
		[draft.serviceId, draft.region, draft.answers['area'], draft.answers['floors']],
		['persetujuan-bangunan-gedung', '12.75', 60, 1],
	);
	assert.equal(statuses.get('groundwater')?.kind, 'draft');
	assert.deepEqual(statuses.get('nib'), { kind: 'elsewhere', doneAt: null });
	// a sign is applied for by a business, which is not there before its NIB
	assert.deepEqual(statuses.get('sign'), { kind: 'waiting', instead: null });
	await assert.rejects(openPermit(owner, { bundleId, permit: 'sign' }), /party-wrong/);
});

test('the same sending many times at once is one plan with one form each', async () => {
	const typed = { ...workshop, key: 'rencana-berkali-kali' };
	const came = await Promise.allSettled(Array.from({ length: 100 }, () => startBundle(owner, typed)));
	const ids = came.flatMap((one) => (one.status === 'fulfilled' ? [one.value.bundleId] : []));
	assert.equal(ids.length, 100);
	assert.equal(new Set(ids).size, 1);
	const { rows } = await migratorDb.query<{ drafts: number }>({
		text: `select count(*)::int as drafts from applications.draft where service_id = 'persetujuan-bangunan-gedung'`,
	});
	assert.equal(rows[0]?.drafts, 2, 'this plan’s and the one above');
});

test('a form that is gone is opened anew; one that is there is found', async () => {
	const { bundleId } = await startBundle(owner, workshop);
	const { draftId } = await openPermit(owner, { bundleId, permit: 'building' });
	assert.equal((await openPermit(owner, { bundleId, permit: 'building' })).draftId, draftId);
	await migratorDb.query({ text: 'delete from applications.draft where id = $1', values: [draftId] });
	const status = (await getBundle(owner, bundleId)).statuses.get('building');
	assert.deepEqual(status, { kind: 'waiting', instead: draftId });
	const anew = await openPermit(owner, { bundleId, permit: 'building', instead: draftId });
	assert.notEqual(anew.draftId, draftId);
});

test('once the business is in the account, its forms open in its name', async () => {
	const { bundleId } = await startBundle(owner, workshop);
	const businessId = newId();
	await migratorDb.query({
		text: `insert into people.business (id, nib, name, kbli, region, responsible_id, added_at, changed_at)
			values ($1, '1234567890123', 'Bengkel Maju', '{45407}', '12.75', $2, now(), now())`,
		values: [businessId, owner.accountId],
	});
	const { draftId } = await openPermit(owner, { bundleId, permit: 'sign' });
	const { draft } = await getDraft(owner, draftId);
	assert.deepEqual(draft.owner, { kind: 'business', id: businessId, name: 'Bengkel Maju' });
	assert.deepEqual(
		[draft.answers['area'], draft.answers['street'], draft.answers['content']],
		[2, 'middle', 'name'],
	);
});

test('what is had elsewhere is ticked off and back', async () => {
	const { bundleId } = await startBundle(owner, workshop);
	const status = async () => (await getBundle(owner, bundleId)).statuses.get('nib');
	await tickPermit(owner, { bundleId, permit: 'nib', done: true });
	const ticked = await status();
	assert.ok(ticked?.kind === 'elsewhere' && ticked.doneAt);
	await tickPermit(owner, { bundleId, permit: 'nib', done: false });
	assert.deepEqual(await status(), { kind: 'elsewhere', doneAt: null });
	await assert.rejects(tickPermit(owner, { bundleId, permit: 'building', done: true }), /no-such-bundle/);
});

test('nobody else’s', async () => {
	const { bundleId } = await startBundle(owner, workshop);
	for (const act of [
		() => getBundle(stranger, bundleId),
		() => openPermit(stranger, { bundleId, permit: 'building' }),
		() => tickPermit(stranger, { bundleId, permit: 'nib', done: true }),
		() => getBundle(owner, 'nonsense'),
	]) {
		await assert.rejects(
			act(),
			(error) => error instanceof Refusal && error.code === 'business/no-such-bundle',
		);
	}
	assert.deepEqual(await listBundles(stranger), []);
	assert.ok((await listBundles(owner)).length >= 2);
	assert.equal((await db.query({ text: 'select from business.bundle' })).rows.length, 0);
	await assert.rejects(getBundle({ kind: 'anonymous', origin: 'x' }, bundleId), /sign-in-needed/);
});

test('bad input is refused', async () => {
	for (const wrong of [
		{ key: '' },
		{ kbli: '99999' },
		{ region: '12' },
		{ scale: 'x' },
		{ answers: { form: 'person' } },
	]) {
		await assert.rejects(startBundle(owner, { ...workshop, ...wrong }), (error) => error instanceof Refusal);
	}
	await assert.rejects(startBundle({ kind: 'anonymous', origin: 'x' }, workshop), /sign-in-needed/);
});
