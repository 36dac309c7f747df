import pg from 'pg';
import { submitDraft } from '#applications';
import { migratorDb } from '#platform/db';
import { type Applicant, actorOf, prepareDrafts, seatApplicant } from './applicants.ts';

/** One write as it was recorded; `{{n}}` in a text stands for an id that is new each time, `{{draft}}` for the form. */
export type Written = { name?: string; text: string; values: Recorded[] };
export type Recorded = null | number | boolean | string | { date: string } | { hex: string } | Recorded[];
export type Recording = { begin: string; writes: Written[]; fresh: number };

const id = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const isWrite = /insert into|update \S+ set|update \S+ \w+ set|delete from|platform\.announce|set_config/i;

type Said = { name?: string; text: string; values?: unknown[] };

/** Sends one application and keeps what its transaction wrote, for the bare server to do the same. */
export async function recordSubmit(): Promise<{ recording: Recording; applicant: Applicant }> {
	const applicant = await seatApplicant();
	const actor = await actorOf(applicant);
	const { ids } = await prepareDrafts(applicant, 2);
	const [warm = '', draft = ''] = ids;
	await submitDraft(actor, warm, { lang: 'id' });
	const from = Date.now();
	let number = '';
	const said = await saidDuring(async () => {
		number = (await submitDraft(actor, draft, { lang: 'id' })).number;
	});
	const end = said.findIndex(({ name }) => name === 'applications.draft-sent');
	const start = said.slice(0, end).findLastIndex(({ text }) => text.startsWith('begin'));
	const writes = said.slice(start + 1, end + 1).filter(({ text }) => isWrite.test(text));
	const marks = new Map([
		[draft, '{{draft}}'],
		[number, '{{number}}'],
	]);
	const mark = (text: string) => {
		for (const found of text.match(id) ?? [])
			if (Number.parseInt(found.replace('-', '').slice(0, 12), 16) >= from && !marks.has(found))
				marks.set(found, `{{${marks.size}}}`);
		return [...marks].reduce((told, [was, becomes]) => told.replaceAll(was, becomes), text);
	};
	const recording = {
		begin: said[start]?.text ?? 'begin',
		writes: writes.map(({ name, text, values = [] }) => ({
			...{ text, values: values.map((value) => keep(value, mark)) },
			...(name ? { name } : {}),
		})),
		fresh: marks.size,
	};
	await migratorDb.query({
		text: `create schema if not exists bench; create table if not exists bench.submit (recording jsonb);
			delete from bench.submit; grant usage on schema bench to ssp_app; grant select on bench.submit to ssp_app`,
	});
	await migratorDb.query({
		text: 'insert into bench.submit values ($1)',
		values: [JSON.stringify(recording)],
	});
	return { recording, applicant };
}

function keep(value: unknown, mark: (text: string) => string): Recorded {
	if (value instanceof Date) return { date: value.toISOString() };
	if (Buffer.isBuffer(value)) return { hex: value.toString('hex') };
	if (Array.isArray(value)) return value.map((one) => keep(one, mark));
	if (typeof value === 'string') return mark(value);
	if (typeof value === 'number' || typeof value === 'boolean') return value;
	if (value === null || value === undefined) return null;
	throw new Error('A value of another kind was written');
}

/** What reached PostgreSQL meanwhile, in order. */
async function saidDuring(run: () => Promise<unknown>): Promise<Said[]> {
	const said: Said[] = [];
	const original = pg.Client.prototype.query;
	pg.Client.prototype.query = new Proxy(original, {
		apply(target, client, given: unknown[]) {
			const [statement] = given;
			said.push(typeof statement === 'string' ? { text: statement } : (statement as Said)); // as `run` gives it
			return Reflect.apply(target, client, given);
		},
	});
	await run().finally(() => {
		pg.Client.prototype.query = original;
	});
	return said;
}
