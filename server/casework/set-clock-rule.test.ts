import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import { endClockRule, listClockRules, type NewClockRule, setClockRule } from '#casework';
import { now, setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import {
	asahan,
	clockOf,
	type Desk,
	deskOf,
	medan,
	officerAt,
	openReport,
	province,
} from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { loadCasework } from './load-casework.ts';

await testDatabase();

const monday = new Date('2026-02-02T03:00:00Z');
const at = (text: string) => setClock(() => new Date(text));
const rule: NewClockRule = {
	...{ pemda: asahan, code: 'solve', class: 'complaint', amount: 7, unit: 'working-day' },
	...{ legalBasis: 'Perbup Asahan 1/2026', validFrom: '2026-02-03' },
};
let works: Desk;
before(async () => {
	works = await deskOf(asahan, 'public-works');
});
afterEach(() => setClock());

describe('a new rule', () => {
	test('holds from its day on for its own government; what runs keeps the old one', async () => {
		setClock(() => monday);
		const admin = officerAt(await deskOf(asahan, 'communication'), 'administrator');
		const old = await openReport();
		await setClockRule(admin, rule);
		const same = await openReport();
		at('2026-02-03T03:00:00Z');
		const fresh = await openReport();
		const elsewhere = await openReport({
			pemda: medan,
			region: '12.71',
			holder: await deskOf(medan, 'health'),
		});
		const dueOf = async (report: { caseId: string }) =>
			(await clockOf(report.caseId, 'solve'))?.dueAt.toISOString().slice(0, 10);
		assert.deepEqual(await Promise.all([old, same, fresh, elsewhere].map(dueOf)), [
			'2026-02-24',
			'2026-02-24',
			'2026-02-12',
			'2026-02-25',
		]);
		assert.equal((await clockOf(fresh.caseId, 'solve'))?.legalBasis, 'Perbup Asahan 1/2026');
		const { rows } = await migratorDb.query<{ pemda: string; detail: { amount: number } }>({
			text: "select pemda, detail from platform.audit where act = 'casework/set-clock-rule'",
		});
		assert.deepEqual([rows[0]?.pemda, rows[0]?.detail.amount], [asahan, 7]);
	});

	test('of the same day replaces the one that never ran; ended, the general one holds again', async () => {
		setClock(() => monday);
		const admin = officerAt(await deskOf(medan, 'communication'), 'administrator');
		await setClockRule(admin, { ...rule, pemda: medan, amount: 3 });
		const { ruleId } = await setClockRule(admin, { ...rule, pemda: medan, amount: 4 });
		at('2026-02-03T03:00:00Z');
		const report = () =>
			deskOf(medan, 'health').then((holder) => openReport({ pemda: medan, region: '12.71', holder }));
		assert.equal(
			(await clockOf((await report()).caseId, 'solve'))?.dueAt.toISOString().slice(0, 10),
			'2026-02-09',
		);
		await endClockRule({ ...admin, freshAt: now() }, { ruleId, lastDay: '2026-02-03' });
		at('2026-02-04T03:00:00Z');
		assert.equal(
			(await clockOf((await report()).caseId, 'solve'))?.dueAt.toISOString().slice(0, 10),
			'2026-02-26',
		);
		await assert.rejects(endClockRule({ ...admin, freshAt: now() }, { ruleId, lastDay: '2026-02-05' }), {
			code: 'casework/no-such-rule',
		});
	});

	test('is for administrators: of a government its own, of the province all', async () => {
		setClock(() => monday);
		const asahanAdmin = officerAt(await deskOf(asahan, 'communication'), 'administrator');
		const provinceAdmin = officerAt(await deskOf(province, 'communication'), 'administrator');
		for (const [who, pemda] of [
			[officerAt(works, 'office-head'), asahan],
			[asahanAdmin, medan],
			[asahanAdmin, '*'],
			[provinceAdmin, medan],
		] as const) {
			await assert.rejects(setClockRule(who, { ...rule, pemda }), { kind: 'forbidden' });
		}
		await setClockRule(provinceAdmin, { ...rule, pemda: '*', code: 'moderate', class: '*', amount: 2 });
		await loadCasework();
		const rules = (await listClockRules()).filter((one) => one.code === 'moderate');
		assert.deepEqual(
			rules.map((one) => [one.amount, one.validTo]).sort(),
			[
				[1, '2026-02-02'],
				[2, null],
			],
			'a load changes no edited row',
		);
		const verify = (await listClockRules()).find((one) => one.code === 'verify');
		await assert.rejects(endClockRule(provinceAdmin, { ruleId: verify?.id ?? '', lastDay: '2026-12-31' }), {
			code: 'casework/rule-needed',
		});
	});

	test('that is none is refused at its fields', async () => {
		setClock(() => monday);
		const admin = officerAt(await deskOf(asahan, 'communication'), 'administrator');
		const wrong: [string, Partial<Record<keyof NewClockRule, unknown>>][] = [
			['amount', { amount: 0 }],
			['amount', { amount: 1.5 }],
			['unit', { unit: 'moon' }],
			['legalBasis', { legalBasis: ' ' }],
			['validFrom', { validFrom: '2026-02-01' }],
			['validFrom', { validFrom: '2026-02-31' }],
			['code', { code: 'sing' }],
			['pemda', { pemda: "12'; drop" }],
		];
		for (const [field, change] of wrong) {
			const input = JSON.parse(JSON.stringify({ ...rule, ...change }));
			await assert.rejects(setClockRule(admin, input), (refusal: { code: string; fields: object }) => {
				assert.equal(refusal.code, 'casework/rule-wrong');
				assert.deepEqual(Object.keys(refusal.fields), [field]);
				return true;
			});
		}
	});
});
