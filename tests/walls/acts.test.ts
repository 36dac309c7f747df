import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { migratorDb } from '#platform/db';
import {
	anonymous,
	desks,
	everyOfficer,
	officerIn,
	officeSystem,
	personOf,
	places,
	postRoles,
	residentWho,
	type Who,
} from './actors.ts';
import { letThrough, type Outcome, outcomeOf, type Privacy, type Row, reaches, readActs } from './expect.ts';
import { findActs } from './find-acts.ts';
import { acts, openActs, ownActs } from './table.ts';
import { type CaseThing, caseThings, caseTries, owner, stateOf } from './try-cases.ts';
import { houseThings, houseTries } from './try-houses.ts';
import { makeOthers, ownReads, ownTries, rowOf } from './try-own.ts';

/**
 * Every act of every room's face, by everybody, from everywhere, against the table: through the faces, on a real database.
 */
const rows = readActs(acts);
const [mine, other] = [await residentWho('resident'), await residentWho('resident other')];
owner.accountId = mine.accountId;
const officers = await everyOfficer();
const atCounter = await Promise.all(
	postRoles.map((role) => officerIn(desks.counter, role, `${role}@counter`)),
);
const elsewhere: Who[] = [...officers, mine, other, ...places.map(officeSystem), anonymous];
const fixed: Who[] = [...elsewhere, ...atCounter];
/** Who stands at a counter is one more office of the same government, but where counters are let in. */
const askersOf = ({ cells }: Row): Who[] => ([...cells.values()].includes('c') ? fixed : elsewhere);
let cells = 0;
after(() => console.log(`walls: ${cells} cells of acts tried`));

const ownLines = ownActs
	.trim()
	.split('\n')
	.slice(1)
	.map((line) => line.split(/ +/));
const known = [
	...rows.map(({ act }) => act.split('~')[0] ?? ''),
	...firstWords(ownActs),
	...Object.keys(openActs),
];

function firstWords(text: string): string[] {
	return text
		.trim()
		.split('\n')
		.slice(1)
		.map((line) => line.split(/ +/)[0] ?? '');
}

test('every act that takes an actor stands in the table, and nothing that is none', () => {
	assert.deepEqual(findActs(), [...new Set(known)].sort());
});

const reading = rows.find(({ act }) => act === 'casework.getCaseFile') ?? assert.fail();
const paperReading = rows.find(({ act }) => act === 'documents.getDocument') ?? assert.fail();
const billReading = rows.find(({ act }) => act === 'payments.getInvoice') ?? assert.fail();

/** Who is asked: those of everywhere, and the persons of this thing and of another. */
function askers(thing: CaseThing, another: CaseThing): Who[] {
	return [...elsewhere, personOf('person', thing.caseId), personOf('person other', another.caseId)];
}

function isLetThrough(row: Row, who: Who, privacy: Privacy): boolean {
	if (who.name.endsWith(' other')) return false;
	return reaches(row.cells.get(who.role) ?? '-', who.place, privacy);
}

function expected(row: Row, who: Who, privacy: Privacy): Outcome {
	if (isLetThrough(row, who, privacy)) return 'yes';
	if (who.name === 'resident other' && row.cells.get('resident') === 'x')
		return row.else === '404' ? '404' : 'empty';
	if (row.else === 'read') return isLetThrough(readingOf(row), who, privacy) ? '403' : '404';
	if (row.else === 'empty' || row.else === '401' || row.else === '403' || row.else === '404') return row.else;
	if (row.else === 'paper') return isLetThrough(paperReading, who, privacy) ? '403' : '404';
	if (row.else === 'bill') return isLetThrough(billReading, who, privacy) ? '403' : '404';
	if (row.else === 'sent') return isDesk(who, ['own']) ? '403' : '404';
	if (row.else === 'asked') return isDesk(who, ['own', 'office']) ? '403' : '404';
	if (row.else === 'house') return isManager(who) ? '403' : '404';
	if (row.else === 'desk') return who.role === 'officer' && who.place === 'province' ? '403' : '404';
	throw new Error(`${row.act}: else ${row.else}`);
}

/** A post that works on cases, at one of these places: who reads an application. */
const isDesk = ({ role, place }: Who, at: Who['place'][]) =>
	['officer', 'office-head', 'triage', 'secretary', 'regional-head'].includes(role) && at.includes(place);

const isManager = ({ role, place }: Who) =>
	role === 'operator' || (role === 'administrator' && reaches('g', place, 'named'));

/** What is offered is read by the receiver; the rest as the table says. */
const readingOf = (_row: Row) => reading;

describe('acts on cases', () => {
	for (const row of rows.filter(({ room }) => room === 'casework')) {
		const tried = caseTries[row.name];
		const make = caseThings[row.on];
		if (!tried || !make) continue;
		for (const privacy of privaciesOf(row)) {
			test(`${row.act}, ${privacy}`, async () => {
				await migratorDb.query({ text: 'delete from platform.spent' });
				if (tried.keeps) await migratorDb.query({ text: 'truncate casework.case cascade' });
				const [still, another] = [await make(privacy), await caseThings['elsewhere']?.('confidential')];
				assert.ok(another);
				const before = await stateOf(still);
				const wrong: string[] = [];
				await someAtOnce(askers(still, another), async (who) => {
					const want = expected(row, who, privacy);
					const isFresh = want === 'yes' && !tried.keeps;
					const thing = isFresh ? await make(privacy) : still;
					const actor = who.name === 'person' ? personOf('person', thing.caseId).actor : who.actor;
					const work = tried.run(actor, thing);
					if (work === undefined) return;
					cells++;
					const { outcome, said } = await outcomeOf(work);
					const isThrough = isFresh && (outcome === 'empty' || letThrough.includes(said));
					if (outcome !== want && !isThrough) wrong.push(`${who.name}: ${want} expected, ${outcome} ${said}`);
				});
				assert.deepEqual(wrong, []);
				if (!tried.keeps) assert.equal(await stateOf(still), before, 'a refused act changed something');
			});
		}
	}
});

describe('acts on a government’s own papers, and at its counters', () => {
	for (const row of rows.filter(({ act }) => act in houseTries)) {
		const tried = houseTries[row.act] ?? assert.fail();
		const make = houseThings[row.on] ?? assert.fail(`${row.act} on ${row.on}`);
		test(row.act, async () => {
			await migratorDb.query({ text: 'delete from platform.spent' });
			const still = await make();
			const wrong: string[] = [];
			await someAtOnce(askersOf(row), async (who) => {
				const want = expected(row, who, 'named');
				const isFresh = want === 'yes' && !tried.keeps;
				const work = tried.run(who.actor, isFresh ? await make() : still);
				if (work === undefined) return;
				cells++;
				const { outcome, said } = await outcomeOf(work);
				const isThrough = isFresh && (outcome === 'empty' || letThrough.includes(said));
				if (outcome !== want && !isThrough) wrong.push(`${who.name}: ${want} expected, ${outcome} ${said}`);
			});
			assert.deepEqual(wrong, []);
		});
	}
});

/** Everybody signed in, apart from heads and administrators who may end what is lent in their office or government. */
const robbers = fixed.filter(({ role, place }) =>
	role === 'officer' ? place !== null : ['resident', 'overseer', 'triage'].includes(role),
);

describe('acts about oneself, naming a thing of somebody else’s', () => {
	for (const [act = '', whom = '', thing = '-', want = '-'] of ownLines) {
		if (thing === '-') continue;
		test(act, async () => {
			const run = ownTries[act] ?? assert.fail(`${act} is not tried`);
			const wrong: string[] = [];
			for (const who of [...robbers, anonymous]) {
				await migratorDb.query({ text: 'delete from platform.spent' });
				const id = await makeOthers(thing, who.actor);
				const before = await rowOf(thing, id);
				const work = run(who.actor, id);
				if (work === undefined) continue;
				cells++;
				const { outcome, said } = await outcomeOf(work);
				const isKind = whom === 'both' ? who.actor.kind !== 'anonymous' : who.actor.kind === whom;
				const wanted = !isKind ? '401' : want === 'untouched' ? outcome : want;
				if (outcome !== wanted) wrong.push(`${who.name}: ${wanted} expected, ${outcome} ${said}`);
				if ((await rowOf(thing, id)) !== before) wrong.push(`${who.name}: changed it`);
			}
			assert.deepEqual(wrong, []);
		});
	}
	for (const [act, run] of Object.entries(ownReads)) {
		test(`${act}, by whom it is not for`, async () => {
			const whom = ownLines.find(([name]) => name === act)?.[1];
			for (const who of fixed) {
				if (
					whom === who.actor.kind ||
					(whom === 'both' && who.actor.kind !== 'anonymous' && who.role !== 'system')
				)
					continue;
				cells++;
				assert.equal((await outcomeOf(run(who.actor))).outcome, '401', who.name);
			}
		});
	}
});

test('every line of the table is tried', () => {
	const tried = [...Object.keys(caseTries).map((name) => `casework.${name}`), ...Object.keys(houseTries)];
	assert.deepEqual(tried.sort(), rows.map(({ act }) => act).sort());
});

/** A few at a time: every cell is a transaction of its own. */
async function someAtOnce<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
	const left = [...all];
	const lane = async () => {
		for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
	};
	await Promise.all(Array.from({ length: 5 }, lane));
}

function privaciesOf({ on }: Row): Privacy[] {
	if (on === 'named') return ['named'];
	return ['secret', 'opening', 'opened'].includes(on) ? ['confidential'] : ['named', 'confidential'];
}
