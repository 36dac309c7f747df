import type pg from 'pg';
import { migratorDb } from '#platform/db';
import { listPemda } from '#regions';
import { publishFramework } from '#renaksi';
import { benchFramework } from './bench-framework.ts';
import { buildIndexes, dropIndexes, noRows, open, openFor, sendRows } from './bulk.ts';
import { dice, idAt } from './dice.ts';
import { type Asked, addYear, type PlanTable, planColumns } from './invent-plan.ts';

export const years = Array.from({ length: 10 }, (_, n) => new Date().getFullYear() - 9 + n);
const tables = Object.keys(planColumns) as PlanTable[]; // its own keys
const into = (table: PlanTable) => `renaksi.${table} (${planColumns[table]})`;
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/**
 * So many governments, those that ship and others beside them, each with a plan of ten years: what was handed in and what
 * came of it, with how the plan stood after each, made here as the platform's trigger makes it.
 */
export async function loadPlans(url: string, count: number, say: (what: string) => void): Promise<void> {
	const codes = [...(await listPemda()).map(({ code }) => code), ...(await addGovernments(count))].slice(
		0,
		count,
	);
	const asked = new Map<number, Asked>();
	for (const year of years) asked.set(year, await publish(year));
	const client = await open(url);
	const indexes = await dropIndexes(client, ['renaksi'], tables);
	const clients = new Map<PlanTable, pg.Client>();
	for (const table of tables) clients.set(table, await openFor(url));
	const [by, nowSeconds] = [dice(count), Math.floor(Date.now() / 1000)];
	let sending: Promise<unknown> = Promise.resolve();
	for (const [n, pemda] of codes.entries()) {
		const rows = noRows(tables);
		const officeId = idAt(Date.now(), by);
		for (const [year, one] of asked) addYear(rows, { pemda, year, officeId, asked: one }, nowSeconds, by);
		await sending;
		sending = sendRows(clients, rows, into);
		if (n % 10 === 0) say(`${n} of ${codes.length} governments`);
	}
	await sending;
	for (const one of clients.values()) await one.end();
	await buildIndexes(client, indexes, say);
	say('vacuum');
	await client.query('vacuum analyze');
	await client.query('checkpoint');
	await client.end();
}

/** Governments outside the province that ships: in provinces of sixteen, the first of each the province itself. */
async function addGovernments(all: number): Promise<string[]> {
	const codes = Array.from({ length: all }, (_, n) => {
		const province = String(31 + Math.floor(n / 16));
		return n % 16 === 0 ? province : `${province}.${String(n % 16).padStart(2, '0')}`;
	});
	await migratorDb.query({
		text: `with free as (
				select a || b as prefix, row_number() over () as n from unnest($2::text[]) a, unnest($2::text[]) b
				where a || b not in (select number_prefix from regions.pemda)
			)
			insert into regions.pemda (pemda, kind, name, short_name, seat, number_prefix, calendar)
			select code, case when length(code) = 2 then 'province' else 'regency' end, 'Pemerintah ' || code, code, code, prefix, code
			from unnest($1::text[]) with ordinality as c(code, n) join free using (n)`,
		values: [codes, [...signs]],
	});
	return codes;
}

async function publish(year: number): Promise<Asked> {
	const framework = benchFramework(year);
	await publishFramework(framework, 'system:bench');
	const { rows } = await migratorDb.query<{ hash: string; id: string; units: string }>({
		text: `select encode(f.hash, 'hex') as hash, r.id, r.units::text from renaksi.framework f
			join renaksi.requirement r on r.hash = f.hash where f.id = $1 order by r.position`,
		values: [framework.id],
	});
	return {
		hash: `\\\\x${rows[0]?.hash}`,
		opensAt: Date.parse(framework.opensAt),
		closesAt: Date.parse(framework.closesAt),
		documents: rows.map(({ id, units }) => ({ id, units: BigInt(units) })),
	};
}
