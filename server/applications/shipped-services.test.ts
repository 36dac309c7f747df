import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import type { Answers, Value } from '#rules';
import { type Definition, fieldsFor, type Leaf, lintDefinition, type Transition } from '#services';
import { keptOf, publishSample } from '../../tests/support/applications.ts';
import { asahan, type Desk, deskOf, officerAt, province } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { resident } from '../../tests/support/residents.ts';
import { subjectOf } from './application.ts';
import { fireApplicationClocks } from './fire-clocks.ts';
import { giveOpinion } from './give-opinion.ts';
import { openApplication } from './open-application.ts';
import { settleApplication } from './settle.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();
let minute = 0;
setClock(() => new Date(Date.parse('2026-11-23T02:00:00Z') + minute * 60_000));

const folder = new URL('../../data/services/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
const definitions = await Promise.all(names.map(readDefinition));

type Example = Definition['examples'][number];
type Run = {
	definition: Definition;
	example: Example;
	ref: { pemda: string; id: string };
	home: Desk;
	turn: number;
};
const applicant = await resident('verified', 'Siti Contoh');

describe('a service that ships runs as its examples say', () => {
	for (const definition of definitions) {
		for (const example of definition.examples.filter(({ route }) => route)) {
			test(`${definition.id}: ${example.name}`, async () =>
				walk(await open(definition, example), example.route ?? []));
		}
	}
});

test('no two series of one office write their numbers alike', () => {
	const seen = new Map<string, string>();
	for (const { provider, process } of definitions) {
		for (const { series, number } of process?.outputs ?? []) {
			const written = [provider.tier, provider.function, number.replaceAll(/\{seq:\d\}/g, '{seq}')].join(' ');
			assert.equal(seen.get(written) ?? series, series, written);
			seen.set(written, series);
		}
	}
});

describe('where silence grants', () => {
	for (const definition of definitions) {
		for (const { from } of definition.process?.transitions.filter(({ deemed }) => deemed) ?? []) {
			test(definition.id, async () => {
				const example = definition.examples.find(({ route }) => route?.includes(from[0] ?? ''));
				assert.ok(example?.route);
				const run = await open(definition, example);
				await walk(run, example.route.slice(0, example.route.lastIndexOf(from[0] ?? '') + 1));
				minute += 60 * 24 * 30;
				await fireApplicationClocks();
				assert.equal((await keptOf(run.ref)).outcome, 'granted');
			});
		}
	}
});

async function readDefinition(name: string): Promise<Definition> {
	const given: unknown = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
	const { definition, faults } = lintDefinition(given, '2026-11-23');
	assert.ok(definition, `${name}: ${JSON.stringify(faults)}`);
	return definition;
}

async function open(definition: Definition, example: Example): Promise<Run> {
	const pemda = definition.provider.tier === 'province' ? province : asahan;
	const home = await deskOf(pemda, definition.provider.function);
	const versionHash = await publishSample(definition);
	const given = { ...example.answers, ...example.fields };
	const { answers } = fieldsFor(definition, given, '2026-11-23');
	const sent = await withScope({ account: applicant.accountId }, (tx) =>
		openApplication(tx, applicant, {
			...{ pemda, office: { id: home.officeId, name: home.officeName } },
			...{ serviceId: definition.id, versionHash, actsFor: null, channel: 'web', lang: 'id' },
			applicant: { kind: 'person', id: applicant.accountId, name: 'Siti Contoh' },
			...{ answers, files: [], key: newId(), region: '12.09.19' },
		}),
	);
	return { definition, example, ref: { pemda: sent.pemda, id: sent.id }, home, turn: 0 };
}

async function walk(run: Run, [first, ...route]: readonly string[]): Promise<void> {
	let at = first ?? '';
	for (const to of route) {
		if ((await keptOf(run.ref)).state !== to) await go(run, at, to);
		assert.equal((await keptOf(run.ref)).state, to, `from ${at}`);
		at = to;
	}
}

async function go(run: Run, from: string, to: string): Promise<void> {
	const ways = processOf(run).transitions.filter((one) => one.from.includes(from) && one.to === to);
	const byPeople = ways.filter(({ by }) => !by.includes('system'));
	if (byPeople.length === 0) return goBySystem(run, ways);
	let last: unknown;
	for (const way of byPeople) {
		try {
			await take(run, way, from);
			return;
		} catch (error) {
			last = error;
		}
	}
	throw last;
}

async function goBySystem(run: Run, ways: Transition[]): Promise<void> {
	if (ways.some(({ on }) => on === 'settled')) return settle(run);
	assert.ok(
		ways.some(({ on }) => on === 'joined'),
		'only opinions and payments are waited for',
	);
	const { rows } = await migratorDb.query<{ id: string; pemda: string; officeId: string }>({
		text: `select id, office_pemda as pemda, office_id as "officeId" from applications.opinion
			where application_id = $1 and decided_at is null order by id`,
		values: [run.ref.id],
	});
	for (const { id, pemda, officeId } of rows) {
		const officer = officerAt({ pemda, officeId, officeName: 'Dinas' }, 'officer', 'Budi Hartono');
		await giveOpinion(officer, { ...run.ref, opinionId: id, verdict: 'agree' }).catch((error) => {
			if (error.code !== 'applications/opinion-ended') throw error;
		});
	}
}

/** What the provider would have said. */
async function settle({ ref }: Run): Promise<void> {
	const { rows } = await migratorDb.query<{ invoiceId: string }>({
		text: `select invoice_id as "invoiceId" from applications.application where id = $1`,
		values: [ref.id],
	});
	const [row] = rows;
	assert.ok(row?.invoiceId, 'an invoice was opened');
	await settleApplication({ subject: subjectOf(ref), invoiceId: row.invoiceId });
}

async function take(run: Run, way: Transition, from: string): Promise<void> {
	minute++;
	const process = processOf(run);
	const state = process.states.find(({ id }) => id === from);
	await takeTransition(await moverFor(run, way), {
		...{ ...run.ref, transition: way.id, key: newId() },
		...(way.requires.includes('reason') ? { reason: 'Alasan yang dapat dibaca.' } : {}),
		...(way.requires.includes('checklist') ? { checklist: state?.checklist?.map(({ id }) => id) ?? [] } : {}),
		...(way.requires.includes('findings') ? { findings: found(run, state?.findings ?? []) } : {}),
		...(way.requires.includes('correction') ? { correction: { items: correctionOf(run) } } : {}),
		...(way.by.includes('applicant') ? { answers: {} } : {}),
	});
}

function processOf({ definition }: Run) {
	assert.ok(definition.process);
	return definition.process;
}

/** Somebody of the office that holds it, each time another. */
async function moverFor(run: Run, way: Transition) {
	const [role] = way.by;
	if (role === undefined || role === 'applicant' || role === 'system') return applicant;
	const { rows } = await migratorDb.query<Desk>({
		text: `select holder_pemda as pemda, holder_office_id as "officeId", 'Dinas' as "officeName"
			from applications.application where id = $1`,
		values: [run.ref.id],
	});
	return officerAt(rows[0] ?? run.home, role, `Petugas ${++run.turn}`);
}

function correctionOf({ example }: Run) {
	const [name = ''] = Object.keys({ ...example.fields, ...example.answers });
	return [{ field: name, reason: 'Mohon periksa kembali.' }];
}

/** What the example says was found, and something of its kind for the rest. */
function found({ example }: Run, findings: Leaf[]): Answers {
	return Object.fromEntries(
		findings.flatMap((leaf): [string, Value][] => {
			const said = example.findings?.[leaf.id];
			if (said !== undefined) return [[leaf.id, said]];
			return leaf.required === false || leaf.when ? [] : [[leaf.id, anything(leaf)]];
		}),
	);
}

function anything({ kind, least, options }: Leaf): Value {
	if (kind === 'boolean') return true;
	if (kind === 'number' || kind === 'money') return least ?? 1;
	if (kind === 'choice') return options?.[0]?.value ?? null;
	if (kind === 'day') return '2026-12-01';
	return kind === 'kbli' ? '47112' : 'Sudah diperiksa dengan teliti di tempat.';
}
