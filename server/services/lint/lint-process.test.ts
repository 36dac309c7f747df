import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lintDefinition } from './lint-definition.ts';

const file = new URL('../../../data/services/izin-penelitian.json', import.meta.url);
const { process: _, ...research } = JSON.parse(readFileSync(file, 'utf8'));
const words = { id: 'Apa', en: 'What' };
const label = words;
const state = (id: string, kind: string, more: object = {}) => ({ id, kind, label, next: words, ...more });
const way = (id: string, from: string[], to: string, by: string[], more: object = {}) => ({
	...{ id, label, from, to, by },
	...more,
});
const leaf = (id: string, kind: string, more: object = {}) => ({ id, kind, label, ...more });
const office = (name: string) => ({ tier: 'province', function: name });

/** A permit with every kind of step: checked, sent back, opinions, inspected, paid, granted. */
const permit = {
	...research,
	standard: { ...research.standard, duration: { amount: 12, unit: 'working-day' } },
	fees: [
		{
			...{ id: 'levy', label, basis: { text: 'A regulation', certain: false } },
			amount: { multiply: [{ answer: 'measured' }, 1000] },
		},
	],
	process: {
		pages: [
			{
				id: 'who',
				title: words,
				fields: [
					leaf('fullName', 'text', {
						privacy: 'personal',
						prefill: { from: 'person', path: 'name', editable: false },
					}),
					leaf('illness', 'text', { privacy: 'sensitive', readableBy: ['officer'], required: false }),
				],
			},
			{
				id: 'team',
				title: words,
				when: { same: [{ answer: 'researcher' }, 'student'] },
				fields: [
					{
						...{ id: 'members', kind: 'group', label, least: 0, most: 5 },
						fields: [
							leaf('memberEmail', 'email'),
							leaf('memberRole', 'text', { when: { known: { answer: 'memberEmail' } } }),
						],
					},
				],
			},
		],
		files: [{ paper: 'proposal', types: ['pdf'] }],
		signatories: 'members',
		states: [
			state('check', 'officer', { workingDays: 2, checklist: [{ id: 'complete', label }] }),
			state('mend', 'applicant', { workingDays: 10 }),
			state('opinions', 'system', { workingDays: 3 }),
			state('visit', 'officer', { workingDays: 3, findings: [leaf('measured', 'number', { least: 1 })] }),
			state('pay', 'applicant', { workingDays: 5 }),
			state('sign', 'officer', { workingDays: 2 }),
			state('granted', 'end', { outcome: 'granted' }),
			state('refused', 'end', { outcome: 'refused' }),
			state('lapsed', 'end', { outcome: 'lapsed' }),
		],
		transitions: [
			way('send-back', ['check'], 'mend', ['officer'], { requires: ['correction'] }),
			way('send-again', ['mend'], 'check', ['applicant']),
			way('mend-lapses', ['mend'], 'lapsed', ['system'], { on: 'expired' }),
			way('ask', ['check'], 'opinions', ['officer'], { requires: ['checklist'] }),
			way('agreed', ['opinions'], 'visit', ['system'], { on: 'joined' }),
			way('objected', ['opinions'], 'refused', ['system'], { on: 'objected' }),
			way('bill', ['visit'], 'pay', ['officer'], {
				...{ requires: ['findings'], effects: ['invoice', 'book:counter'] },
				guard: { more: [{ answer: 'measured' }, 0] },
			}),
			way('refuse', ['visit'], 'refused', ['officer'], { requires: ['reason'] }),
			way('paid', ['pay'], 'sign', ['system'], { on: 'settled' }),
			way('pay-lapses', ['pay'], 'lapsed', ['system'], { on: 'expired' }),
			way('grant', ['sign'], 'granted', ['office-head'], { effects: ['issue:permit'] }),
		],
		forks: [
			{
				...{ at: 'opinions', join: 'all', onRefusal: 'collect' },
				branches: [
					{ id: 'health', label, office: office('health'), workingDays: 3 },
					{ id: 'police', label, office: office('order'), workingDays: 2 },
				],
			},
		],
		outputs: [
			{
				...{ id: 'permit', title: words, series: 'research', number: '070/{seq:4}/{office}/{year}' },
				body: { id: '{fullName} boleh', en: '{fullName} may' },
				lines: [{ label, value: { answer: 'measured' } }],
				valid: { amount: 1, unit: 'year' },
				renewal: { opensDaysBefore: 30, remindDaysBefore: [30, 7] },
			},
		],
		resources: [
			{
				...{ id: 'counter', label, minutes: 30, capacity: 2 },
				hours: [{ day: 1, from: '08:00:00', to: '12:00:00' }],
			},
		],
		retentionYears: 5,
	},
	examples: [
		{
			...{ name: 'A student with a team', on: '2026-11-24', outcome: 'eligible', fee: 20_000 },
			answers: { researcher: 'student', ownDuty: false, regencies: 3, ethics: false },
			fields: { fullName: 'Sari', members: [{ memberEmail: 'a@b.id', memberRole: 'surveyor' }] },
			findings: { measured: 20 },
			route: ['check', 'mend', 'check', 'opinions', 'visit', 'pay', 'sign', 'granted'],
		},
		research.examples[3],
	],
};
type Permit = typeof permit;
const today = '2026-11-24';
const faultsOf = (given: unknown) =>
	lintDefinition(given, today).faults.map(({ at, code }) => `${at} ${code}`);

/** The permit with one thing changed: by its place, `transitions.4.by`. */
function changed(changes: Record<string, unknown>): Permit {
	const copy = structuredClone(permit);
	for (const [place, value] of Object.entries(changes)) {
		const path = place.split('.');
		const last = path.pop() ?? '';
		let here: Record<string, unknown> = place.startsWith('!') ? copy : copy.process;
		for (const part of path) {
			if (part !== '!') here = here[part] as Record<string, unknown>; // made above
		}
		if (value === undefined) delete here[last];
		else here[last] = value;
	}
	return copy;
}

test('a process with every kind of step is without fault', () => assert.deepEqual(faultsOf(permit), []));

const t = 'process.transitions';
/** Another document, of a series of its own, numbered as the permit is. */
const second = {
	...{ id: 'second', title: words, series: 'survey', number: '070/{seq}/{office}/{year}' },
	...{ body: words, lines: [{ label, value: { answer: 'measured' } }] },
};
const cases: [what: string, change: Record<string, unknown>, fault: string][] = [
	['a way to nowhere', { 'transitions.3.to': 'nowhere' }, `${t}.3.to no-such-state`],
	[
		'a state nothing leads to',
		{ 'transitions.3.from': ['visit'], 'transitions.3.requires': [] },
		'process.states.2 unreachable-state',
	],
	['a state nobody can leave', { 'transitions.10.from': ['visit'] }, 'process.states.5 no-way-out'],
	['a dead end', { 'transitions.10.to': 'sign' }, 'process.states.5 dead-end'],
	['no way to be granted', { 'transitions.10.to': 'lapsed' }, 'process.states never-granted'],
	[
		'ways out that all have a guard',
		{ 'transitions.10.guard': { answer: 'ethics' } },
		'process.states.5 only-guarded',
	],
	['a way that can never be taken', { 'transitions.7.guard': { same: [1, 2] } }, `${t}.7.guard never-taken`],
	[
		'a state its holder cannot move',
		{
			'transitions.1.from': ['check', 'mend'],
			'transitions.0.by': ['applicant'],
			'transitions.3.by': ['applicant'],
		},
		'process.states.0 nobody-moves',
	],
	[
		'an end first',
		{ 'states.0': state('check', 'end', { outcome: 'refused' }) },
		'process.states.0 first-is-end',
	],
	['an end without outcome', { 'states.7.outcome': undefined }, 'process.states.7 end-without-outcome'],
	[
		'an outcome in the midst',
		{ 'states.5.outcome': 'granted' },
		'process.states.5.outcome outcome-not-of-end',
	],
	['work at an end', { 'states.7.workingDays': 1 }, 'process.states.7 end-with-work'],
	[
		'a time of the applicant without end',
		{ 'transitions.2.on': undefined, 'transitions.2.by': ['officer'] },
		'process.states.1 never-lapses',
	],
	['settling by an officer', { 'transitions.8.by': ['officer'] }, `${t}.8.by occasion-without-system`],
	[
		'settling by the applicant too',
		{ 'transitions.8.by': ['system', 'applicant'] },
		`${t}.8.by system-and-people`,
	],
	[
		'an applicant who leaves what is unpaid',
		{ 'transitions.1.from': ['mend', 'pay'] },
		`${t}.1 applicant-leaves-unpaid`,
	],
	[
		'an officer who goes past a payment',
		{ 'transitions.10.from': ['sign', 'pay'] },
		`${t}.10 officer-leaves-unpaid`,
	],
	[
		'an applicant who bills',
		{ 'transitions.6.by': ['officer', 'applicant'] },
		`${t}.6 applicant-bills-or-issues`,
	],
	['an applicant who grants', { 'transitions.1.to': 'granted' }, `${t}.1 applicant-grants`],
	['a payment that is not billed', { 'transitions.6.effects': ['book:counter'] }, `${t}.6 unbilled`],
	[
		'a bill nobody waits for',
		{ 'transitions.10.effects': ['issue:permit', 'invoice'] },
		`${t}.10 bill-nobody-waits-for`,
	],
	['granting without payment', { 'transitions.7.to': 'granted' }, `${t} granted-unpaid`],
	[
		'fees nobody bills',
		{ 'transitions.6.effects': ['book:counter'], 'transitions.8.on': 'entered' },
		`${t} fees-never-billed`,
	],
	['bills without fees', { '!.fees': [] }, 'fees bill-without-fees'],
	[
		'bills that rest on what is found later',
		{ 'states.3.findings': undefined, 'states.5.findings': [leaf('measured', 'number')] },
		`${t}.6.effects billed-before-found`,
	],
	['one person who starts and approves', { 'transitions.10.by': ['officer'] }, `${t}.10 one-person`],
	[
		'granting by silence without a law',
		{
			'states.5.workingDays': 2,
			'transitions.9': way('silent', ['sign'], 'granted', ['system'], { on: 'expired' }),
		},
		`${t}.9 deemed-without-law`,
	],
	[
		'a law of silence elsewhere',
		{ 'transitions.9.deemed': { text: 'UU 30/2014', certain: true } },
		`${t}.9.deemed deemed-wrongly`,
	],
	['clocks over the promise', { 'states.5.workingDays': 5 }, 'standard.duration too-many-days'],
	['a refusal without reason', { 'transitions.7.requires': [] }, `${t}.7.requires refused-without-reason`],
	[
		'a correction nobody makes',
		{ 'transitions.7.requires': ['reason', 'correction'] },
		`${t}.7.to correction-to-nobody`,
	],
	[
		'a checklist that is not there',
		{ 'transitions.10.requires': ['checklist'] },
		`${t}.10.requires no-checklist`,
	],
	[
		'findings that are not there',
		{ 'transitions.10.requires': ['findings'] },
		`${t}.10.requires no-findings`,
	],
	[
		'a time that is over without one',
		{ 'states.1.workingDays': undefined },
		`${t}.2.on expired-without-days`,
	],
	['opinions nobody asked for', { forks: [] }, `${t}.4.on joined-without-fork`],
	['opinions nothing follows', { 'transitions.5.on': 'expired' }, 'process.forks.0 fork-never-objects'],
	['more opinions than are asked', { 'forks.0.join': 3 }, 'process.forks.0.join join-too-many'],
	[
		'an office asked twice',
		{ 'forks.0.branches.1.office': office('health') },
		'process.forks.0.branches.1.office asks-twice',
	],
	[
		'an office that asks itself',
		{ 'forks.0.branches.1.office': { tier: 'same', function: 'licensing' } },
		'process.forks.0.branches.1.office asks-itself',
	],
	[
		'a slow opinion',
		{ 'forks.0.branches.1.workingDays': 9 },
		'process.forks.0.branches.1.workingDays branch-too-long',
	],
	[
		'a sensitive field open to all',
		{ 'pages.0.fields.1.readableBy': undefined },
		'process.pages.0.fields.1 sensitive-to-all',
	],
	[
		'a reader without need',
		{ 'pages.0.fields.1.readableBy': ['regional-head'] },
		'process.pages.0.fields.1.readableBy reader-without-need',
	],
	[
		'personal data marked plain',
		{ 'pages.0.fields.0.privacy': 'plain' },
		'process.pages.0.fields.0.privacy personal-as-plain',
	],
	[
		'a field and a finding of one name',
		{ 'states.3.findings': [leaf('measured', 'number'), leaf('fullName', 'text')] },
		'process name-taken',
	],
	[
		'a name in a group that is one outside',
		{ 'pages.1.fields.0.fields.0.id': 'illness' },
		'process name-taken',
	],
	[
		'a condition over a later page',
		{ 'pages.0.when': { known: { answer: 'members' } } },
		'process.pages.0.when.known.answer unknown-field',
	],
	[
		'a condition over a later record field',
		{ 'pages.1.fields.0.fields.0.when': { known: { answer: 'memberRole' } } },
		'process.pages.1.fields.0.fields.0.when.known.answer unknown-field',
	],
	[
		'a guard over what is found later',
		{ 'transitions.3.guard': { more: [{ answer: 'measured' }, 0] } },
		`${t}.3.guard.more.0.answer unknown-field`,
	],
	['a guard that is a number', { 'transitions.6.guard': { answer: 'measured' } }, `${t}.6.guard not-boolean`],
	['a page that is never shown', { 'pages.1.when': false }, 'process.pages.1.when never-shown'],
	[
		'an option nobody can choose',
		{ 'pages.1.when': { same: [{ answer: 'researcher' }, 'pupil'] } },
		'process.pages.1.when no-such-option',
	],
	['a page of the platform’s name', { 'pages.0.id': 'syarat' }, 'process.pages.0.id page-taken'],
	['limits of a paper nobody asks', { 'files.0.paper': 'photo' }, 'process.files.0.paper no-such-paper'],
	['signatories that are none', { signatories: 'fullName' }, 'process.signatories no-signatories'],
	[
		'two series with one way to write numbers',
		{ 'outputs.1': second, 'transitions.10.effects': ['issue:permit', 'issue:second'] },
		'process.outputs.1.number same-number',
	],
	[
		'specific personal data on a document, without a ground',
		{ 'outputs.0.lines.0.value': { answer: 'illness' } },
		'process.outputs.0.prints prints-sensitive',
	],
	[
		'the same in its sentence',
		{ 'outputs.0.body.en': '{illness}' },
		'process.outputs.0.prints prints-sensitive',
	],
	[
		'the same named with neither ground nor mask',
		{ 'outputs.0.body.en': '{illness}', 'outputs.0.prints': [{ field: 'illness' }] },
		'process.outputs.0.prints prints-sensitive',
	],
	[
		'a ground for what is not printed',
		{ 'outputs.0.prints': [{ field: 'illness', masked: true }] },
		'process.outputs.0.prints.0 prints-nothing',
	],
	['a document nobody gives', { 'transitions.10.effects': [] }, 'process.outputs.0 never-issued'],
	[
		'a document that is not there',
		{ 'transitions.10.effects': ['issue:permit', 'issue:other'] },
		`${t}.10.effects.1 no-such-effect`,
	],
	[
		'a place of a sentence nobody fills',
		{ 'outputs.0.body.en': '{stranger} may' },
		'process.outputs.0.body.en no-such-place',
	],
	[
		'a group printed on a line',
		{ 'outputs.0.lines.0.value': { answer: 'members' } },
		'process.outputs.0.lines.0.value not-shown',
	],
	[
		'a number with an unknown part',
		{ 'outputs.0.number': '{seq}/{day}' },
		'process.outputs.0.number no-such-number-place',
	],
	[
		'renewing what never ends',
		{ 'outputs.0.valid': undefined },
		'process.outputs.0.renewal renewal-without-end',
	],
	[
		'hours that end before they begin',
		{ 'resources.0.hours.0.to': '07:00:00' },
		'process.resources.0.hours.0 closes-before-opening',
	],
	['a missing translation', { 'states.0.next': { id: 'Apa' } }, 'process.states.0.next.en shape'],
	['two ways of one name', { 'transitions.7.id': 'paid' }, `${t}.8.id twice`],
	['a second way that never has its turn', { 'transitions.9.on': 'settled' }, `${t}.9 shadowed`],
	[
		'an example that takes a way there is not',
		{ '!.examples.0.route': ['check', 'visit'] },
		'examples.0.route.1 route-no-way',
	],
	[
		'an example with a field nobody asks',
		{ '!.examples.0.fields': { stranger: 1 } },
		'examples.0 nobody-asks',
	],
	[
		'an example with an answer that does not fit',
		{ '!.examples.0.fields.members': [{ memberEmail: 'x' }] },
		'examples.0.fields.members not-taken',
	],
	['an example of another fee', { '!.examples.0.fee': 1 }, 'examples.0 comes-out-otherwise'],
];
describe('the linter refuses', () => {
	for (const [what, change, fault] of cases) {
		test(what, () => {
			const faults = faultsOf(changed(change));
			assert.ok(faults.includes(fault), faults.join('\n') || 'no fault');
		});
	}
});

describe('whatever it is given', () => {
	const places = placesIn(permit);
	test('it answers, with any part changed for anything', () => {
		fc.assert(
			fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
				const copy = structuredClone(permit);
				let here: Record<string, unknown> = copy;
				for (const part of place.slice(0, -1)) here = here[part] as Record<string, unknown>; // it is there
				here[place.at(-1) ?? ''] = value;
				lintDefinition(copy, today);
			}),
			{ numRuns: 500 },
		);
	});
	test('it answers, with parts of the same name exchanged', () => {
		fc.assert(
			fc.property(fc.constantFrom(...places), fc.constantFrom(...places), (one, other) => {
				const copy = structuredClone(permit);
				const at = (path: string[]) =>
					path.reduce<unknown>((here, part) => (here as Record<string, unknown>)[part], permit); // it is there
				let here: Record<string, unknown> = copy;
				for (const part of one.slice(0, -1)) here = here[part] as Record<string, unknown>; // it is there
				here[one.at(-1) ?? ''] = structuredClone(at(other));
				lintDefinition(copy, today);
			}),
			{ numRuns: 500 },
		);
	});
	test('it answers for what is nested without end', () => {
		let rule: unknown = true;
		for (let depth = 0; depth < 100_000; depth++) rule = [rule];
		assert.deepEqual(faultsOf(changed({ 'transitions.3.guard': rule })), [' too-deep']);
	});
	test('sixty states with ways between all of them', { timeout: 20_000 }, () => {
		const names = Array.from({ length: 59 }, (_, index) => `s${index}`);
		const states = [
			...names.map((id) => state(id, 'officer', { workingDays: 1 })),
			state('end', 'end', { outcome: 'granted' }),
		];
		const transitions = names.map((id, index) =>
			way(`to-${id}`, names, names[index + 1] ?? 'end', ['officer']),
		);
		const process = { ...permit.process, states, transitions, forks: [], outputs: [], resources: [] };
		assert.ok(faultsOf({ ...permit, process }).includes('standard.duration too-many-days'));
	});
	test('days a law adds are beyond the promise', () => {
		const extension = { text: 'UU 14/2008 Pasal 22', certain: true };
		const states = permit.process.states.map((one: object, index: number) =>
			index === 5 ? { ...one, workingDays: 50, extension } : one,
		);
		assert.deepEqual(faultsOf({ ...permit, process: { ...permit.process, states } }), []);
	});
});

function placesIn(value: unknown, path: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null) return [path];
	const inner = Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]));
	return path.length > 0 ? [path, ...inner] : inner;
}
