import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
	fillTemplate,
	listTemplates,
	removeTemplate,
	restoreTemplate,
	saveTemplate,
	templateScopes,
} from '#casework';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { asahan, type Desk, deskOf, medan, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

let works: Desk;
let health: Desk;
before(async () => {
	works = await deskOf(asahan, 'public-works');
	health = await deskOf(asahan, 'health');
});

describe('ready answers', () => {
	test('are written by heads and desks of a government and read by its officers', async () => {
		const head = officerAt(works, 'office-head');
		const { id } = await saveTemplate(head, {
			pemda: asahan,
			title: 'Terima kasih',
			body: 'Kami periksa.',
			subject: null,
		});
		await saveTemplate(head, {
			pemda: asahan,
			title: 'Jembatan',
			body: 'Tim datang.',
			subject: 'road.bridge',
		});
		assert.deepEqual(
			(await listTemplates(officerAt(works), asahan, 'road.bridge')).map((one) => one.title),
			['Jembatan', 'Terima kasih'],
		);
		await saveTemplate(head, {
			pemda: asahan,
			id,
			title: 'Terima kasih',
			body: 'Sudah kami periksa.',
			subject: null,
		});
		await removeTemplate(head, { pemda: asahan, id });
		assert.equal((await listTemplates(officerAt(works), asahan)).length, 1);
		const save = (who: typeof head, changes = {}) =>
			saveTemplate(who, { pemda: asahan, title: 'a', body: 'b', subject: null, ...changes });
		await assert.rejects(save(officerAt(works)), { kind: 'forbidden' });
		await assert.rejects(save(head, { pemda: medan }), { kind: 'forbidden' });
		await assert.rejects(save(head, { subject: 'no.such' }), { code: 'casework/choice-missing' });
		await assert.rejects(save(head, { id: newId() }), { code: 'casework/no-such-template' });
		await assert.rejects(listTemplates(officerAt(await deskOf(medan, 'health')), asahan), {
			kind: 'forbidden',
		});
	});
});

describe('the ready answers of one office', () => {
	const answer = (desk: Desk) => ({
		pemda: asahan,
		title: 'Tim datang',
		body: 'Yth. {nama}, laporan {nomor} kami kerjakan.',
		subject: null,
		officeId: desk.officeId,
	});

	test('are written by its head, the desk and the secretary, and by no other head', async () => {
		const head = officerAt(works, 'office-head');
		const { id } = await saveTemplate(head, answer(works));
		const other = officerAt(health, 'office-head');
		await assert.rejects(saveTemplate(other, answer(works)), { kind: 'forbidden' });
		const taking = { ...answer(health), id };
		await assert.rejects(saveTemplate(other, taking), { kind: 'forbidden' }, 'nor taken over by its id');
		await assert.rejects(removeTemplate(other, { pemda: asahan, id }), { kind: 'forbidden' });
		for (const role of ['triage', 'secretary'] as const) {
			await saveTemplate(officerAt(health, role), { ...answer(works), id });
		}
		await assert.rejects(saveTemplate(officerAt(works, 'officer'), answer(works)), { kind: 'forbidden' });
		await assert.rejects(saveTemplate(officerAt(await deskOf(medan, 'health'), 'secretary'), answer(works)), {
			kind: 'forbidden',
		});
		await assert.rejects(saveTemplate(head, { ...answer(works), officeId: newId() }), {
			code: 'casework/choice-missing',
		});
	});

	test('come back after they were removed, once, and both are on record', async () => {
		const head = officerAt(works, 'office-head');
		const { id } = await saveTemplate(head, answer(works));
		const ref = { pemda: asahan, id };
		const has = async () => (await listTemplates(head, asahan)).some((one) => one.id === id);
		await assert.rejects(restoreTemplate(head, ref), { code: 'casework/no-such-template' });
		await removeTemplate(head, ref);
		assert.equal(await has(), false);
		await assert.rejects(removeTemplate(head, ref), { code: 'casework/no-such-template' });
		await assert.rejects(saveTemplate(head, { ...answer(works), id }), { code: 'casework/no-such-template' });
		await assert.rejects(restoreTemplate(officerAt(health, 'office-head'), ref), { kind: 'forbidden' });
		await restoreTemplate(head, ref);
		assert.equal(await has(), true);
		const { rows } = await migratorDb.query<{ act: string }>({
			text: 'select act from platform.audit where subject = $1 order by at, id',
			values: [`template:${id}`],
		});
		assert.deepEqual(
			rows.map(({ act }) => act.replace('casework/', '')),
			['save-template', 'remove-template', 'restore-template'],
		);
	});

	test('leave open only what a case can fill', async () => {
		const head = officerAt(works, 'office-head');
		await assert.rejects(saveTemplate(head, { ...answer(works), body: 'Nomor {nomer}' }), {
			code: 'casework/unknown-place',
			fields: { body: 'refusal.casework.unknown-place' },
			params: { place: 'nomer' },
		});
		const values = {
			...{ nama: 'Budi {nomor}', nomor: 'AB12', judul: 'Jembatan', pokok: 'Jalan' },
			...{ tempat: 'Kisaran', kantor: 'PU', petugas: 'Sri', tenggat: 'besok' },
		};
		assert.equal(fillTemplate('{nama}: {nomor}, {lain}', values), 'Budi {nomor}: AB12, {lain}');
	});

	test('are offered for writing to those who may', () => {
		assert.deepEqual(templateScopes(officerAt(works)).writes, []);
		assert.deepEqual(
			templateScopes(officerAt(works, 'office-head')).writes.map(({ officeId }) => officeId),
			[works.officeId, null],
		);
		assert.deepEqual(templateScopes(officerAt(works, 'administrator')), { pemda: [], writes: [] });
	});
});
