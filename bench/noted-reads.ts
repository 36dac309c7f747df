import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Holding, Officer } from '#identity';
import { noteShownInList } from '#people';
import { noteRead } from '#platform/audit';
import { connect, db, disconnect, migrate } from '#platform/db';
import { newId } from '#platform/ids';
import { startPostgres } from '#platform/postgres';
import { cpuOf, cpuOfPostgres } from './cpu.ts';

/**
 * What it costs that a look at personal data is on record before it is shown: the same reads with and without, of one
 * person, and of a list of thirty names out of ten thousand.
 */
const folder = mkdtempSync(join(tmpdir(), 'ssp-bench-reads-'));
const [connections, seconds, rounds] = [16, 3, Number(process.argv[2] ?? 5)];
const postgres = await startPostgres(folder, { shared_buffers: '256MB' });
await migrate(postgres.url);
connect(postgres.url, connections);
const subject = `account:${newId()}`;
const office = { pemda: '12.09', officeId: newId() };

async function read(): Promise<void> {
	await db.query({
		name: 'bench.read',
		text: 'select name from identity.account where id = $1',
		values: [newId()],
	});
}

async function notedRead(): Promise<void> {
	const detail = { reason: 'counter', basis: 'UU 24/2013', office };
	const entry = { pemda: '12.09', actor: 'account:bench', act: 'people/open-at-counter', subject, detail };
	await Promise.all([noteRead(entry), read()]);
}

const people = Array.from({ length: 10_000 }, () => newId());
const post: Holding = {
	...{ ...office, postId: newId(), role: 'officer', officeName: 'Kantor', postTitle: 'Petugas' },
	...{ acting: null, lentBy: null },
};
const officer: Officer = {
	...{ kind: 'officer', accountId: newId(), name: 'Petugas', origin: '10.0.0.0/8', holdings: [post] },
	...{ isOperator: false, mustChangePassword: false, mustEnrol: false, lang: 'id', sessionId: newId() },
	...{ factors: [], freshAt: new Date(), actsFor: null },
};

/** Thirty rows from an index, as a list has them. */
async function readList(): Promise<void> {
	await db.query({
		name: 'bench.list',
		text: `select id, name from identity.account where id > $1 order by id limit 30`,
		values: [newId()],
	});
}

async function notedList(): Promise<void> {
	const from = Math.floor(Math.random() * (people.length - 30));
	const shown = people.slice(from, from + 30).map((id) => ({ of: { kind: 'person', id } as const, post }));
	await readList();
	await noteShownInList(officer, { act: 'applications/list-applications', reason: 'application' }, shown);
}

async function measure(run: () => Promise<void>, clients: number) {
	const before = { app: cpuOf(process.pid), pg: cpuOfPostgres(postgres.home.data) };
	const until = Date.now() + seconds * 1000;
	let done = 0;
	await Promise.all(
		Array.from({ length: clients }, async () => {
			while (Date.now() < until) {
				await run();
				done++;
			}
		}),
	);
	const each = (spent: number) => (1000 * spent) / done;
	return {
		perSecond: done / seconds,
		app: each(cpuOf(process.pid) - before.app),
		pg: each(cpuOfPostgres(postgres.home.data) - before.pg),
		waited: (1000 * seconds * clients) / done,
	};
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
console.log('clients   read                    reads/s   app ms    pg ms   waited ms');
for (const clients of [1, connections]) {
	const seen = {
		plain: [] as Measured[],
		noted: [] as Measured[],
		list: [] as Measured[],
		'noted list': [] as Measured[],
	};
	for (let round = 0; round < rounds; round++) {
		seen.plain.push(await measure(read, clients));
		seen.noted.push(await measure(notedRead, clients));
		seen.list.push(await measure(readList, clients));
		seen['noted list'].push(await measure(notedList, clients));
	}
	for (const [name, all] of Object.entries(seen)) {
		const of = (key: keyof Measured) => median(all.map((one) => one[key]));
		const figures = [
			of('perSecond').toFixed(0),
			of('app').toFixed(3),
			of('pg').toFixed(3),
			of('waited').toFixed(2),
		];
		console.log(
			`${String(clients).padEnd(10)}${name.padEnd(20)}${figures.map((one) => one.padStart(11)).join('')}`,
		);
	}
}
type Measured = Awaited<ReturnType<typeof measure>>;
await disconnect();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
