import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
	type Actor,
	type Holding,
	hasDesk,
	isLeader,
	labelOf,
	type Officer,
	type Role,
	roles,
	scopeOf,
} from './actor.ts';
import { managedBy, mayGiveRole, mayManage, mayManageAccount } from './policy.ts';

const office = '019a0000-0000-7000-8000-000000000001';

function officer(...posts: [pemda: string, role: Role][]): Officer {
	const holdings = posts.map(
		([pemda, role]): Holding => ({
			...{
				pemda,
				role,
				officeId: office,
				officeName: 'Dinas',
				postId: office,
				postTitle: role,
				acting: null,
				lentBy: null,
				...(role === 'overseer' ? { oversees: '*' } : {}),
			},
		}),
	);
	const person = {
		accountId: office,
		name: 'Sri',
		lang: 'id',
		sessionId: office,
		origin: '203.0.113.0/24',
	} as const;
	const shown = { factors: [], freshAt: new Date(0), actsFor: null };
	return {
		kind: 'officer',
		...person,
		...shown,
		isOperator: false,
		mustChangePassword: false,
		mustEnrol: false,
		holdings,
	};
}
const operator: Officer = { ...officer(), isOperator: true };
const others: Actor[] = [
	{ kind: 'anonymous', origin: '203.0.113.0/24' },
	{ kind: 'person', caseId: office, origin: '203.0.113.0/24' },
	{ kind: 'system', name: 'identity' },
];

describe('who manages accounts and posts', () => {
	for (const role of roles) {
		test(`${role}: ${role === 'administrator' ? 'the own government' : 'none'}`, () => {
			const actor = officer(['12.71', role]);
			assert.equal(mayManage(actor, '12.71'), role === 'administrator');
			assert.equal(mayManage(actor, '12.09'), false);
			assert.equal(mayManage(actor, '12'), false);
			assert.deepEqual(managedBy(actor), role === 'administrator' ? ['12.71'] : []);
			const provincial = officer(['12', role]);
			assert.equal(mayManage(provincial, '12'), role === 'administrator');
			assert.equal(mayManage(provincial, '12.71'), false, 'the province does not manage a regency');
		});
	}

	test('an operator: every government', () => {
		assert.ok(mayManage(operator, '12') && mayManage(operator, '12.71'));
		assert.equal(managedBy(operator), 'all');
	});

	test('nobody who is not signed in', () => {
		for (const actor of others) {
			assert.equal(mayManage(actor, '12.71'), false);
			assert.deepEqual(managedBy(actor), []);
			assert.equal(mayGiveRole(actor, '12.71', 'officer'), false);
			assert.equal(mayManageAccount(actor, { isOperator: false, pemdaNow: [], pemdaEver: ['12.71'] }), false);
		}
	});
});

test('which role an administrator may give', () => {
	const regency = officer(['12.71', 'administrator']);
	const province = officer(['12', 'administrator']);
	const both = officer(['12.71', 'administrator'], ['12', 'administrator']);
	for (const role of roles) {
		assert.equal(mayGiveRole(regency, '12.71', role), role !== 'overseer', role);
		assert.equal(mayGiveRole(regency, '12.09', role), false);
		assert.equal(mayGiveRole(province, '12', role), true);
		assert.equal(mayGiveRole(province, '12.71', role), false);
		assert.equal(mayGiveRole(both, '12.71', role), true);
		assert.equal(mayGiveRole(operator, '12.71', role), true);
		assert.equal(mayGiveRole(officer(['12.71', role]), '12.71', 'officer'), role === 'administrator');
	}
});

test('who may touch an account as a whole', () => {
	const regency = officer(['12.71', 'administrator']);
	const both = officer(['12.71', 'administrator'], ['12.09', 'administrator']);
	type Row = [pemdaNow: string[], pemdaEver: string[], isOperator: boolean, regency: boolean, both: boolean];
	const table: Row[] = [
		[['12.71'], ['12.71'], false, true, true],
		[[], ['12.71'], false, true, true],
		[[], [], false, false, false],
		[['12.09'], ['12.09'], false, false, true],
		[['12.71', '12.09'], ['12.71', '12.09'], false, false, true],
		[['12.71'], ['12.09', '12.71'], false, true, true],
		[['12.09'], ['12.09', '12.71'], false, false, true],
		[['12', '12.71'], ['12', '12.71'], false, false, false],
		[['12.71'], ['12.71'], true, false, false],
	];
	for (const [pemdaNow, pemdaEver, isOperator, one, two] of table) {
		const reach = { isOperator, pemdaNow, pemdaEver };
		assert.equal(mayManageAccount(regency, reach), one, JSON.stringify(reach));
		assert.equal(mayManageAccount(both, reach), two, JSON.stringify(reach));
		assert.equal(mayManageAccount(operator, reach), true);
		assert.equal(mayManageAccount(officer(['12.71', 'office-head']), reach), false);
	}
});

test('the second wall: what of the fenced rows each may see', () => {
	const table: Record<Role, [offices: boolean, government: boolean, allFromProvince: boolean, all: boolean]> =
		{
			officer: [true, false, false, false],
			'office-head': [true, false, false, false],
			triage: [true, true, false, false],
			secretary: [true, true, true, false],
			'regional-head': [true, true, true, false],
			administrator: [false, false, false, false],
			operator: [false, false, false, false],
			overseer: [false, false, true, true],
		};
	for (const role of roles) {
		const [offices, government, allFromProvince, all] = table[role];
		const scope = scopeOf(officer(['12.71', role]));
		assert.deepEqual(
			scope,
			{ offices: offices ? [office] : [], pemda: government ? ['12.71'] : [], reads: [], all },
			role,
		);
		assert.equal(scopeOf(officer(['12', role])).all, allFromProvince, role);
	}
	const [overseer] = officer(['12.71', 'overseer']).holdings;
	assert.ok(overseer);
	const overseeing = (oversees: string | null) =>
		scopeOf({ ...officer(), holdings: [{ ...overseer, oversees }] });
	assert.deepEqual(overseeing('12.71'), { offices: [], pemda: [], reads: ['12.71'], all: false });
	assert.deepEqual(overseeing(null), { offices: [], pemda: [], reads: [], all: false });
	assert.deepEqual(scopeOf(operator), { offices: [], pemda: [], reads: [], all: false });
	assert.deepEqual(others.map(scopeOf), [{}, { cases: [office] }, { system: true }]);
	const twice = scopeOf(officer(['12.71', 'triage'], ['12.71', 'officer'], ['12.09', 'officer']));
	assert.deepEqual(twice, { offices: [office], pemda: ['12.71'], reads: [], all: false });
});

test('names in the audit trail, desks and leaders', () => {
	assert.deepEqual([operator, ...others].map(labelOf), [
		`account:${office}`,
		'anonymous',
		`person:${office}`,
		'system:identity',
	]);
	const having = (test: (actor: Actor) => boolean) => roles.filter((role) => test(officer(['12.71', role])));
	assert.deepEqual(having(hasDesk), ['officer', 'triage', 'office-head', 'secretary', 'regional-head']);
	assert.deepEqual(having(isLeader), ['office-head', 'secretary', 'regional-head', 'overseer']);
	assert.ok(![operator, ...others].some((actor) => hasDesk(actor) || isLeader(actor)));
});
