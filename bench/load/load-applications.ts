import type pg from 'pg';
import { addApplication } from './application-rows.ts';
import { type ApplicationTable, applicationColumns } from './application-tables.ts';
import { buildIndexes, dropIndexes, noRows, open, openFor, sendRows } from './bulk.ts';
import { dice } from './dice.ts';
import { inventApplication } from './invent-application.ts';
import { makeServiceSpots } from './service-spots.ts';

const batch = 2_000;
const spanMs = 4 * 365 * 86_400_000;
const tables = Object.keys(applicationColumns) as ApplicationTable[]; // its own keys
const into = (table: ApplicationTable) => `${table} (${applicationColumns[table]})`;

/**
 * Applications of four years up to now for the services that ship, in the order they were sent, with their cases, events,
 * stays and clocks; written as `loadCases` writes.
 */
export async function loadApplications(
	url: string,
	count: number,
	say: (what: string) => void,
): Promise<void> {
	const client = await open(url);
	const names = [...tables, 'casework.public_case'].map((table) => table.split('.')[1] ?? '');
	const indexes = await dropIndexes(client, ['casework', 'platform', 'applications'], names);
	await client.query('alter table casework.case enable always trigger keep_public');
	await copyAll(url, count, say);
	await client.query('alter table casework.case enable trigger keep_public');
	await buildIndexes(client, indexes, say);
	await client.query('update platform.audit_sealed_until set tx = pg_current_xact_id()');
	say('vacuum');
	await client.query('vacuum analyze');
	await client.query('checkpoint');
	await client.end();
}

async function copyAll(url: string, count: number, say: (what: string) => void): Promise<void> {
	const [spots, by, now] = [await makeServiceSpots(), dice(count), Date.now()];
	const clients = new Map<ApplicationTable, pg.Client>();
	for (const table of tables) clients.set(table, await openFor(url));
	let sending: Promise<unknown> = Promise.resolve();
	for (let done = 0; done < count; ) {
		const rows = noRows(tables);
		const until = Math.min(count, done + batch);
		for (; done < until; done++) {
			const filedAt = now - spanMs + (spanMs - 60_000) * (done / count);
			addApplication(rows, inventApplication(by.of(spots), filedAt, now, by), now, by);
		}
		await sending;
		sending = sendRows(clients, rows, into);
		if (done % 20_000 === 0) say(`${done} of ${count} applications`);
	}
	await sending;
	for (const one of clients.values()) await one.end();
}
