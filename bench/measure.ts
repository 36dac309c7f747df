import { spawn } from 'node:child_process';
import type { RunningPostgres } from '#platform/postgres';
import { cpuOf, cpuOfPostgres } from './cpu.ts';
import type { Ask, Driven, Orders } from './drive.ts';
import type { Served } from './stand.ts';

/** One round: requests a second, milliseconds of CPU each costs in the application and in PostgreSQL, and how long they took. */
export type Round = {
	perSecond: number;
	app: number;
	database: number;
	p50: number;
	p99: number;
	bytes: number;
	failed: number;
};

type How = { connections: number; seconds: number; atLeast?: number; once?: boolean };

let runs = 0;

export async function measureRound(
	{ child, origin }: Served,
	requests: Ask[],
	postgres: RunningPostgres,
	{ connections, seconds, atLeast = 0, once = false }: How,
): Promise<Round> {
	const pid = child.pid ?? 0;
	const run = `${process.pid}-${runs++}`;
	const orders: Orders = {
		...{ port: Number(new URL(origin).port), connections, seconds, atLeast, once },
		requests: JSON.parse(JSON.stringify(requests).replaceAll('{{run}}', run)),
	};
	const before = { app: cpuOf(pid), database: cpuOfPostgres(postgres.home.data) };
	const said = await drive(orders);
	const each = (spent: number) => (1000 * spent) / Math.max(1, said.answered);
	return {
		perSecond: said.answered / (once ? said.seconds : seconds),
		app: each(cpuOf(pid) - before.app),
		database: each(cpuOfPostgres(postgres.home.data) - before.database),
		p50: said.p50,
		p99: said.p99,
		bytes: said.bytes / Math.max(1, said.answered),
		failed: said.failed,
	};
}

async function drive(orders: Orders): Promise<Driven> {
	const driver = spawn(process.execPath, ['bench/drive.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
	driver.stdin.end(JSON.stringify(orders));
	let out = '';
	for await (const chunk of driver.stdout) out += chunk;
	return JSON.parse(out);
}

export function median(values: number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
