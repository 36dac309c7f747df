import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Actor, Role } from '#identity';
import type { CaseState } from './case.ts';
import {
	type CaseAct,
	mayAsPerson,
	mayDecideOffer,
	mayEditRules,
	mayOnCase,
	mayRead,
	readsAsOverseer,
} from './policy.ts';

/**
 * Who may do what, written down a second time by hand: `o` for a case of the post's own office, `g` for any case of
 * its own government (a confidential one only in its own office), `-` never. A case of another government: never.
 */
const acts = `
             officer office-head triage secretary regional-head administrator operator overseer
verify       o       o           g      g         -             -             -        -
reclassify   o       o           g      g         -             -             -        -
archive      -       o           g      g         -             -             -        -
offer        o       o           g      g         -             -             -        -
assign       o       o           g      g         -             -             -        -
message      o       o           g      g         -             -             -        -
ask          o       o           g      g         -             -             -        -
note         o       o           g      g         g             -             -        -
task         o       o           g      g         g             -             -        -
evidence     o       o           g      g         -             -             -        -
answer       o       o           g      g         -             -             -        -
publish      o       o           g      g         -             -             -        -
merge        o       o           g      g         -             -             -        -
split        o       o           g      g         -             -             -        -
reopen       -       o           g      g         g             -             -        -`;

const [head = '', ...lines] = acts.trim().split('\n');
const roles = head.trim().split(/ +/) as Role[]; // the first line of the table
const table = lines.flatMap((line) => {
	const [act, ...cells] = line.split(/ +/);
	return cells.map((cell, i) => ({ act: act as CaseAct, role: roles[i] ?? 'officer', cell })); // the first column
});

const medan = '12.71';
const works = '019a0000-0000-7000-8000-000000000001';
const health = '019a0000-0000-7000-8000-000000000002';
const places = {
	own: { pemda: medan, officeId: works },
	'other office': { pemda: medan, officeId: health },
	'other government': { pemda: '12.09', officeId: '019a0000-0000-7000-8000-000000000003' },
	province: { pemda: '12', officeId: '019a0000-0000-7000-8000-000000000004' },
	// The same id under another government is another office: both halves of the key must fit.
	'own id, other government': { pemda: '12.09', officeId: works },
} as const;
type Place = keyof typeof places;

const state: CaseState = {
	pemda: '12.09',
	id: '019a0000-0000-7000-8000-00000000000c',
	number: 'K72Q9XW4DRTA',
	class: 'complaint',
	subject: 'road.damage',
	region: '12.09.19',
	privacy: 'named',
	status: 'in-progress',
	publication: 'pending',
	holderPemda: medan,
	holderOfficeId: works,
	readerOffices: [works],
	readerPemda: [medan],
	filedAt: new Date(0),
	dueAt: new Date(0),
	escalation: 0,
	disputes: 0,
	reopenings: 0,
	version: 1,
};
const secret: CaseState = { ...state, privacy: 'confidential' };

function officer(
	role: Role,
	place: Place,
	acting: 'plt' | 'plh' | null = null,
	overseen: string | null = '*',
): Actor {
	const post = {
		postId: 'p',
		postTitle: 'Petugas',
		officeName: 'Dinas',
		role,
		acting,
		lentBy: null,
		oversees: role === 'overseer' ? overseen : null,
		...places[place],
	};
	const person = { accountId: 'a', name: 'Sri', lang: 'id', sessionId: 's' } as const;
	const account = {
		factors: [],
		freshAt: new Date(0),
		actsFor: null,
		isOperator: false,
		mustChangePassword: false,
		mustEnrol: false,
		origin: '203.0.113.0/24',
	};
	return { kind: 'officer', ...person, ...account, holdings: [post] };
}

describe('every act × role × own or other office × own or other government', () => {
	test('the table names every role and every act', () => {
		assert.equal(roles.length, 8);
		assert.equal(table.length, 15 * 8);
	});
	for (const { act, role, cell } of table) {
		test(`${act} by ${role}: ${cell}`, () => {
			for (const place of Object.keys(places) as Place[]) {
				const ownOffice = place === 'own';
				const ownGovernment = places[place].pemda === medan;
				const open = (ownOffice && cell !== '-') || (ownGovernment && cell === 'g');
				assert.equal(mayOnCase(officer(role, place), act, state), open, `${place}, named`);
				assert.equal(mayOnCase(officer(role, place, 'plt'), act, state), open, `${place}, acting head`);
				assert.equal(
					mayOnCase(officer(role, place), act, secret),
					ownOffice && cell !== '-',
					`${place}, confidential`,
				);
			}
		});
	}
	test('nobody else acts as an office', () => {
		const others: Actor[] = [
			{ kind: 'person', caseId: state.id, origin: 'o' },
			{ kind: 'anonymous', origin: 'o' },
			{ kind: 'system', name: 'deadlines' },
		];
		for (const actor of others)
			for (const { act } of table) assert.equal(mayOnCase(actor, act, state), false, act);
	});
	test('the own system of an office tells what the office did, and decides nothing', () => {
		const may: string[] = ['verify', 'message', 'note', 'evidence', 'answer'];
		for (const place of Object.keys(places) as Place[]) {
			const actor: Actor = { kind: 'system', name: 'open311', office: places[place] };
			for (const { act } of table) {
				assert.equal(mayOnCase(actor, act, state), place === 'own' && may.includes(act), `${place} ${act}`);
			}
			assert.equal(mayRead(actor, secret), places[place].officeId === works, place);
		}
	});
});

describe('reading', () => {
	const past = { ...state, readerPemda: [medan, '12'], readerOffices: [works, places.province.officeId] };
	const seesAnyOfIts: Role[] = ['triage', 'secretary', 'regional-head'];
	for (const role of roles) {
		const works1 = role !== 'administrator' && role !== 'operator';
		test(`${role}`, () => {
			assert.equal(mayRead(officer(role, 'own'), state), works1, 'own office');
			assert.equal(
				mayRead(officer(role, 'own'), secret),
				works1 && role !== 'overseer',
				'own office, confidential',
			);
			const government = seesAnyOfIts.includes(role) || role === 'overseer';
			assert.equal(mayRead(officer(role, 'other office'), state), government, 'other office');
			assert.equal(mayRead(officer(role, 'other office'), secret), false, 'other office, confidential');
			assert.equal(
				mayRead(officer(role, 'other government'), state),
				role === 'overseer',
				'other government',
			);
			assert.equal(
				mayRead(officer(role, 'other government'), secret),
				false,
				'other government, confidential',
			);
			const province = role === 'overseer' || role === 'secretary' || role === 'regional-head';
			assert.equal(mayRead(officer(role, 'province'), state), province, 'the province');
			assert.equal(mayRead(officer(role, 'province'), secret), false, 'the province, confidential');
			assert.equal(mayRead(officer(role, 'province'), past), works1, 'an office that had it still reads');
		});
	}
	test('an overseer of one government reads what it has or had, of none nothing', () => {
		const overseer = (overseen: string | null) => officer('overseer', 'other government', null, overseen);
		assert.equal(mayRead(overseer(medan), state), true);
		assert.equal(mayRead(overseer('12'), past), true);
		assert.equal(mayRead(overseer('12.09'), state), false);
		assert.equal(mayRead(overseer(null), state), false);
		for (const one of [medan, '*']) assert.equal(mayRead(overseer(one), secret), false);
		for (const { act } of table) assert.equal(mayOnCase(overseer(medan), act, state), false, act);
	});
	test('a reading is an overseer’s where no other post of theirs allows it', () => {
		const both = (place: Place): Actor => {
			const [overseer, other] = [officer('overseer', 'province'), officer('officer', place)];
			if (overseer.kind !== 'officer' || other.kind !== 'officer') throw new Error('both are officers');
			return { ...overseer, holdings: [...overseer.holdings, ...other.holdings] };
		};
		const reads = (actor: Actor) => actor.kind === 'officer' && readsAsOverseer(actor, state);
		assert.equal(reads(officer('overseer', 'own')), true);
		assert.equal(reads(both('own')), false);
		assert.equal(reads(both('other government')), true);
		assert.equal(reads(officer('officer', 'own')), false);
	});
	test('a person reads their own case only, a stranger none', () => {
		assert.equal(mayRead({ kind: 'person', caseId: state.id, origin: 'o' }, secret), true);
		assert.equal(mayRead({ kind: 'person', caseId: 'another', origin: 'o' }, state), false);
		assert.equal(mayRead({ kind: 'anonymous', origin: 'o' }, state), false);
		assert.equal(mayAsPerson({ kind: 'person', caseId: state.id, origin: 'o' }, state), true);
		assert.equal(mayAsPerson({ kind: 'person', caseId: 'another', origin: 'o' }, state), false);
		assert.equal(mayAsPerson(officer('officer', 'own'), state), false);
	});
});

describe('deciding an offer', () => {
	const offer = places['other government'];
	const inOffice: Role[] = ['officer', 'office-head', 'triage', 'secretary'];
	for (const role of roles) {
		test(`${role}`, () => {
			const own = inOffice.includes(role);
			assert.equal(mayDecideOffer(officer(role, 'other government'), offer, state), own);
			assert.equal(mayDecideOffer(officer(role, 'other government'), offer, secret), own, 'confidential');
			const desk = role === 'triage' || role === 'secretary';
			assert.equal(
				mayDecideOffer(officer(role, 'own id, other government'), offer, state),
				desk,
				'its government',
			);
			assert.equal(
				mayDecideOffer(officer(role, 'own id, other government'), offer, secret),
				false,
				'confidential',
			);
			assert.equal(mayDecideOffer(officer(role, 'own'), offer, state), false, 'the giver never decides');
		});
	}
});

test('clock rules: administrators, each for their own government; those of the province for all', () => {
	for (const role of roles) {
		assert.equal(mayEditRules(officer(role, 'own'), medan), role === 'administrator');
		assert.equal(mayEditRules(officer(role, 'own'), '12.09'), false);
		assert.equal(mayEditRules(officer(role, 'own'), '*'), false);
		assert.equal(mayEditRules(officer(role, 'province'), '*'), role === 'administrator');
	}
});
