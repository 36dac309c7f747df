import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import {
	endClockRule,
	listRuleLines,
	type NewClockRule,
	previewDues,
	previewRule,
	setClockRule,
} from '#casework';
import { now, setClock } from '#platform/clock';
import {
	asahan,
	clockOf,
	deskOf,
	medan,
	officerAt,
	openReport,
	province,
} from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

const monday = new Date('2026-02-02T03:00:00Z');
const local = (day: string) => `${day}T16:59:59.999Z`; // 23:59:59.999 WIB
const rule: NewClockRule = {
	...{ pemda: asahan, code: 'solve', class: 'complaint', amount: 7, unit: 'working-day' },
	...{ legalBasis: 'Perbup Asahan 1/2026', validFrom: '2026-02-03' },
};
const administrator = async (pemda: string) =>
	officerAt(await deskOf(pemda, 'communication'), 'administrator', 'Sri Rejeki');

beforeEach(() => setClock(() => monday));
afterEach(() => setClock());

describe('before a rule is set', () => {
	test('what it would do is what it then does', async () => {
		const effect = await previewRule(rule);
		assert.deepEqual(
			effect.changes.map((one) => [one.class, one.before?.toISOString(), one.after.toISOString()]),
			[['complaint', local('2026-02-25'), local('2026-02-12')]],
		);
		await setClockRule(await administrator(asahan), rule);
		setClock(() => effect.startsAt);
		const report = await openReport();
		const due = (await clockOf(report.caseId, 'solve'))?.dueAt.toISOString();
		assert.equal(due, effect.changes[0]?.after.toISOString());
	});

	test('a rule for all names whom it does not touch, and leaves closer rules alone', async () => {
		const all = await previewRule({ ...rule, pemda: '*', class: '*', amount: 2 });
		assert.deepEqual(all.changes, [], 'each class has a closer rule');
		assert.deepEqual(all.untouched, [asahan]);
		const one = await previewRule({ ...rule, pemda: '*', amount: 2 });
		assert.deepEqual([one.changes.map((change) => change.class), one.untouched], [['complaint'], [asahan]]);
	});

	test('refuses what setting it would refuse', async () => {
		await assert.rejects(previewRule({ ...rule, amount: Number.NaN }), {
			code: 'casework/rule-wrong',
			fields: { amount: 'cases.rule.amount' },
		});
		await assert.rejects(previewRule({ ...rule, validFrom: '2026-02-01' }), { code: 'casework/rule-wrong' });
	});

	test('a case of today is due as its clocks say', async () => {
		const holder = await deskOf(medan, 'health');
		const report = await openReport({ pemda: medan, region: medan, holder });
		const due = (await previewDues(medan)).find((one) => one.class === 'complaint');
		for (const [code, shown] of [
			['verify', due?.verify],
			['solve', due?.solve],
		] as const) {
			assert.equal((await clockOf(report.caseId, code))?.dueAt.toISOString(), shown?.toISOString(), code);
		}
	});
});

describe('the list of rules', () => {
	test('says which hold, and what whom may do: of a government its own, of the province all', async () => {
		const local = await listRuleLines(await administrator(asahan));
		assert.deepEqual(local.scopes, [asahan]);
		const own = local.rules.filter(({ pemda }) => pemda === asahan);
		assert.deepEqual(
			own.map(({ amount, when, mayReplace, mayEnd }) => [amount, when, mayReplace, mayEnd]),
			[[7, 'coming', true, true]],
		);
		assert.ok(local.rules.every((one) => one.pemda === asahan || !one.mayReplace));
		const all = await listRuleLines(await administrator(province));
		assert.deepEqual(all.scopes, ['*', province]);
		assert.ok(all.rules.every((one) => one.mayReplace === (one.pemda === '*')));
		assert.ok(
			all.rules.every((one) => !one.mayEnd),
			'nothing would hold after the last one',
		);
		const head = await listRuleLines(officerAt(await deskOf(asahan, 'public-works'), 'office-head'));
		assert.deepEqual([head.scopes, head.rules.some((one) => one.mayReplace)], [[], false]);
	});

	test('keeps what is over, and what never came to hold', async () => {
		const by = await administrator(asahan);
		await setClockRule(by, { ...rule, amount: 8 });
		const found = async () =>
			(await listRuleLines(by)).rules
				.filter(({ pemda }) => pemda === asahan)
				.map(({ amount, when }) => [amount, when]);
		assert.deepEqual(await found(), [
			[8, 'coming'],
			[7, 'never'],
		]);
		setClock(() => new Date('2026-02-04T03:00:00Z'));
		const last = (await listRuleLines(by)).rules.find((one) => one.pemda === asahan && one.amount === 8);
		await endClockRule({ ...by, freshAt: now() }, { ruleId: last?.id ?? '', lastDay: '2026-02-04' });
		assert.deepEqual((await found())[0], [8, 'now']);
		setClock(() => new Date('2026-02-05T03:00:00Z'));
		assert.deepEqual((await found())[0], [8, 'past']);
	});
});
