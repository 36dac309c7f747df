import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type InTime, judgeGap, none } from './list-divergence.ts';

const of = (onTime: number, due: number): InTime => ({ onTime, due, lateOpen: due - onTime });
type Case = [
	what: string,
	paper: string | null,
	reports: InTime,
	applications: InTime,
	isVulnerable: boolean,
	gap: number | null,
	reasons: string[],
];
const cases: Case[] = [
	['no plan', null, of(1, 10), none, true, null, []],
	['nothing was due', '80.00', none, none, false, null, []],
	['reports just below the rule', '74.99', of(50, 100), none, false, 24.99, []],
	['reports at the rule', '75.00', of(50, 100), none, false, 25, ['reports']],
	['applications alone', '90.00', of(95, 100), of(1, 2), false, 40, ['applications']],
	['both', '99.00', of(1, 2), of(1, 3), false, 65.67, ['reports', 'applications']],
	['better than its paper', '40.00', of(9, 10), none, false, -50, []],
	['vulnerable in the survey', '50.00', of(9, 10), none, true, -40, ['survey']],
	['vulnerable, and says so itself', '49.99', of(9, 10), none, true, -40.01, []],
];
for (const [what, paper, reports, applications, isVulnerable, gap, reasons] of cases) {
	test(`paper beside what happens: ${what}`, () => {
		assert.deepEqual(judgeGap({ paper, reports, applications, isVulnerable }), { gap, reasons });
	});
}
