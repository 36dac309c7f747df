import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { type Editor, endResponsibility, findResponsible, listRules, setResponsibility } from '#regions';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

const asahan: Editor = { label: 'account:asahan', administers: ['12.09'] };
const province: Editor = { label: 'account:province', administers: ['12'] };
const nobody: Editor = { label: 'account:nobody', administers: [] };
const lights = { subject: 'road.street-light', region: '12.09' };
const note = 'Lampu jalan pindah ke dinas perumahan.';

before(() => setClock(() => new Date('2026-11-24T03:00:00Z')));

async function moveLights(): Promise<string> {
	const { ruleId } = await setResponsibility(asahan, {
		...lights,
		tier: 'regency',
		office: { pemda: '12.09', slug: 'perkim' },
		confidence: 0.97,
		legalBasis: 'Perbup Asahan 1/2026',
		note,
		validFrom: '2026-11-24',
	});
	return ruleId;
}

describe('the table of who answers for what', () => {
	test('names for a government the office each rule means there, in the order of the subjects', async () => {
		const { rows, offices, count } = await listRules(asahan, { pemda: '12.09' }, { limit: 500 });
		assert.equal(rows.length, count);
		const light = rows.find((row) => row.subject === 'road.street-light' && row.tier === 'regency');
		assert.equal(light?.office?.name, 'Dinas Perhubungan Kabupaten Asahan');
		assert.ok(offices.some(({ name }) => name === 'Dinas Perhubungan Kabupaten Asahan'));
		assert.ok(
			rows.every((row) => ['12', '12.09'].includes(row.region)),
			'no rule of another kabupaten',
		);
		const last = rows.at(-1);
		assert.equal(last?.subject, '*');
		const all = await listRules(province, { pemda: '12' }, { limit: 500 });
		assert.ok(all.count > count);
		assert.ok(all.rows.some((row) => row.office === undefined && row.function !== null));
	});

	test('is filtered and walked page by page without a gap', async () => {
		const of = (filter: object) => listRules(asahan, { pemda: '12.09', ...filter }, { limit: 500 });
		const roads = await of({ group: 'road' });
		assert.ok(roads.count > 0 && roads.rows.every((row) => row.groupCodes.includes('road')));
		const bridge = await of({ subject: 'road.bridge' });
		assert.ok(bridge.rows.every((row) => ['road.bridge', 'road.*', '*'].includes(row.subject)));
		const found = await of({ q: 'lampu' });
		assert.ok(found.rows.length > 0 && found.rows.length < 20);
		assert.ok(found.rows.every((row) => row.subjects.some(({ id }) => /lampu/i.test(id))));
		const office = roads.rows.find((row) => row.office)?.office;
		const its = await of({ office: office?.id });
		assert.ok(its.rows.length > 0 && its.rows.every((row) => row.office?.id === office?.id));
		assert.equal((await of({ q: "'; drop table" })).count, 0);
		const walked: string[] = [];
		let after: string | undefined;
		do {
			const page = await listRules(asahan, { pemda: '12.09' }, { limit: 7, ...(after ? { after } : {}) });
			walked.push(...page.rows.map(({ id }) => id));
			after = page.next;
		} while (after);
		assert.deepEqual(
			walked,
			(await of({})).rows.map(({ id }) => id),
		);
	});

	test('says who may edit which', async () => {
		const may = async (editor: Editor) =>
			(await listRules(editor, { pemda: '12' }, { limit: 500 })).rows.filter((row) => row.mayEdit);
		assert.equal((await may(nobody)).length, 0);
		assert.equal((await may(asahan)).length, 0, 'what holds for the province is not one regency’s');
		assert.ok((await may(province)).length > 100);
	});
});

describe('ending a rule', () => {
	test('leaves it to the next closest from the day after, and is on record with its reason', async () => {
		const ruleId = await moveLights();
		const first = async () => (await findResponsible(lights))[0];
		assert.equal((await first())?.reason.params['note'], note);
		await endResponsibility(asahan, { ruleId, lastDay: '2026-11-24', note: 'Kembali ke perhubungan' });
		assert.equal((await first())?.ruleId, ruleId, 'still today');
		setClock(() => new Date('2026-11-25T03:00:00Z'));
		assert.equal((await first())?.officeName, 'Dinas Perhubungan Kabupaten Asahan');
		const listed = async (past: boolean) =>
			(await listRules(asahan, { pemda: '12.09', past }, { limit: 500 })).rows.find(
				({ id }) => id === ruleId,
			);
		assert.equal(await listed(false), undefined);
		assert.equal((await listed(true))?.when, 'past');
		const { rows } = await migratorDb.query<{ pemda: string; detail: { note: string } }>({
			text: "select pemda, detail from platform.audit where act = 'regions/end-responsibility'",
		});
		assert.deepEqual([rows[0]?.pemda, rows[0]?.detail.note], ['12.09', 'Kembali ke perhubungan']);
	});

	test('is refused to whoever may not, twice, and before today', async () => {
		const ruleId = await moveLights();
		const end = (editor: Editor, changes = {}) =>
			endResponsibility(editor, { ruleId, lastDay: '2026-11-25', note, ...changes });
		await assert.rejects(end(nobody), { code: 'regions/not-yours' });
		await assert.rejects(end({ label: 'account:x', administers: ['12.10'] }), { code: 'regions/not-yours' });
		for (const [field, changes] of [
			['lastDay', { lastDay: '2026-11-24' }],
			['lastDay', { lastDay: 'soon' }],
			['note', { note: '' }],
			['ruleId', { ruleId: "1'" }],
		] as const) {
			await assert.rejects(end(asahan, changes), (refusal: { code: string; fields: object }) => {
				assert.deepEqual([refusal.code, Object.keys(refusal.fields)], ['regions/wrong-rule', [field]]);
				return true;
			});
		}
		await end(asahan);
		await assert.rejects(end(asahan), { code: 'regions/no-such-rule' });
	});

	test('never leaves a place with nobody who sorts what is unclear', async () => {
		const { rows } = await listRules(province, { pemda: '12' }, { limit: 500 });
		const desks = rows.filter(({ subject }) => subject === '*');
		assert.ok(desks.length >= 2);
		let refused = 0;
		for (const { id: ruleId } of desks) {
			await endResponsibility(province, { ruleId, lastDay: '2026-12-31', note }).catch((refusal) => {
				assert.equal(refusal.code, 'regions/rule-needed');
				refused++;
			});
		}
		assert.ok(refused > 0);
		setClock(() => new Date('2027-01-04T03:00:00Z'));
		for (const region of ['12', '12.09', '12.71.03']) {
			assert.ok((await findResponsible({ subject: 'moon.dust', region })).length > 0, region);
		}
	});

	test('nor does a rule that takes the place of such a one', async () => {
		const { rows } = await listRules(province, { pemda: '12' }, { limit: 500 });
		const desk = rows.find((row) => row.subject === '*' && row.when !== 'past' && row.validTo === null);
		const narrow = {
			...lights,
			tier: 'regency',
			function: 'desk',
			confidence: 0.5,
			legalBasis: 'UU 23/2014',
		} as const;
		await assert.rejects(
			setResponsibility(province, { ...narrow, note, validFrom: '2027-02-01', replaces: desk?.id }),
			{ code: 'regions/rule-needed' },
		);
	});
});
