import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connect, disconnect, migrate, migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { startPostgres } from '#platform/postgres';
import { loadFacts } from '../server/start/load-facts.ts';
import { cpuOf, cpuOfPostgres } from './cpu.ts';

/**
 * What other apps ask of `/oidc` by the second: whether a token holds, who somebody is, a token for itself. Against the
 * running platform with PostgreSQL (fsync on), and beside it a bare Node server that answers the same size from memory,
 * in alternating rounds.
 */
const { values: options } = parseArgs({
	options: {
		rounds: { type: 'string', default: '3' },
		seconds: { type: 'string', default: '5' },
		connections: { type: 'string', default: '32' },
		tokens: { type: 'string', default: '20000' },
		works: { type: 'string', default: '' },
	},
});
const folder = mkdtempSync(join(tmpdir(), 'ssp-bench-sso-'));
const ports = { platform: 18_451, bare: 18_452 };
const children: ChildProcess[] = [];
const postgres = await startPostgres(folder, { shared_buffers: '512MB', max_connections: '100' });

type Ask = { method: string; path: string; headers: Record<string, string>; body?: string };
type Work = { name: string; asks: Ask[]; least: number };
type Round = { perSecond: number; app: number; database: number; p50: number; p99: number; failed: number };

try {
	await migrate(postgres.url);
	connect(postgres.url);
	await loadFacts();
	const works = await prepare();
	await disconnect();
	const platform = await start('server/main.ts', ports.platform);
	const bare = await start('bench/sso-bare.ts', ports.bare);
	console.log(
		`${options.tokens} tokens, ${options.connections} connections, ${options.rounds} rounds of ${options.seconds} s, load ${loadavg()[0]?.toFixed(1)}\n`,
	);
	console.log(
		'work            requests/s   wanted    app ms  core/s     pg ms       p50       p99      bare     ratio    load',
	);
	const wanted = options.works ? options.works.split(',') : undefined;
	for (const work of works) if (!wanted || wanted.includes(work.name)) await measure(work, platform, bare);
} catch (error) {
	console.error(error);
	process.exitCode = 1;
} finally {
	for (const child of children) child.kill('SIGTERM');
	await sleep(1500);
	await postgres.stop();
	rmSync(folder, { recursive: true, force: true });
}

/** A service, an app, a person, and tokens as the provider writes them. */
async function prepare(): Promise<Work[]> {
	const [service, app] = [await addApp('service'), await addApp('web')];
	const now = Math.floor(Date.now() / 1000);
	const times = { iat: now, exp: now + 3600 };
	const accounts = Array.from({ length: 2000 }, () => ({
		id: newId(),
		grant: randomBytes(32).toString('base64url'),
	}));
	await migratorDb.query({
		text: `insert into identity.account (id, kind, name, level, created_by)
			select id, 'resident', 'Warga', 'nik', 'bench' from unnest($1::uuid[]) as id`,
		values: [accounts.map(({ id }) => id)],
	});
	const given = accounts.map(({ id, grant }) => ({
		...{ ...times, jti: grant, kind: 'Grant', accountId: `resident:${id}`, clientId: app.clientId },
		openid: { scope: 'openid profile' },
	}));
	await migratorDb.query({
		text: `insert into sso.given (id, account_id, client_id, payload, ends_at)
			select payload ->> 'jti', replace(payload ->> 'accountId', 'resident:', '')::uuid, $2, payload, now() + interval '1 hour'
			from unnest($1::json[]) as payload`,
		values: [given.map((one) => JSON.stringify(one)), app.clientId],
	});
	const tokens = Array.from({ length: Number(options.tokens) }, () => randomBytes(32).toString('base64url'));
	const payloads = tokens.map((_, n) => {
		const { accountId, jti: grantId } = given[n % given.length] ?? {};
		const of = { kind: 'AccessToken', accountId, clientId: app.clientId, grantId, gty: 'authorization_code' };
		return JSON.stringify({ ...times, ...of, scope: 'openid profile' });
	});
	await migratorDb.query({
		text: `insert into sso.token (hash, kind, given_id, payload, ends_at)
			select hash, 'AccessToken', payload ->> 'grantId', payload, now() + interval '1 hour'
			from unnest($1::bytea[], $2::json[]) as t(hash, payload)`,
		values: [tokens.map((token) => createHash('sha256').update(token).digest()), payloads],
	});
	await migratorDb.query({ text: 'analyze sso.token' });
	const form = { 'content-type': 'application/x-www-form-urlencoded' };
	const basic = ({ clientId, secret }: typeof app) => `Basic ${btoa(`${clientId}:${secret}`)}`;
	const some = tokens.slice(0, 4000);
	return [
		{
			name: 'introspection',
			least: 1500,
			asks: some.map((token) => ({
				method: 'POST',
				path: '/oidc/token/introspect',
				headers: { ...form, authorization: basic(app) },
				body: `token=${token}&token_type_hint=access_token`,
			})),
		},
		{
			name: 'userinfo',
			least: 1500,
			asks: some.map((token) => ({
				method: 'GET',
				path: '/oidc/userinfo',
				headers: { authorization: `Bearer ${token}` },
			})),
		},
		{
			name: 'credentials',
			least: 1000,
			asks: [
				{
					method: 'POST',
					path: '/oidc/token',
					headers: { ...form, authorization: basic(service) },
					body: 'grant_type=client_credentials',
				},
			],
		},
	];
}

async function addApp(kind: 'service' | 'web'): Promise<{ clientId: string; secret: string }> {
	const [clientId, secret] = [randomBytes(12).toString('hex'), randomBytes(32).toString('base64url')];
	const isWeb = kind === 'web';
	await migratorDb.query({
		text: `insert into sso.app (pemda, id, client_id, name, kind, for_whom, redirect_uris, post_logout_uris, scopes, contacts, signing,
				secret_hash, made_at, made_by, changed_at)
			values ('12.71', $1, $2, 'Bench', $3, $4, $5, '{}', $6, '{}', 'ES256', $7, now(), 'bench', now())`,
		values: [
			newId(),
			clientId,
			kind,
			isWeb ? ['resident'] : [],
			isWeb ? ['https://bench.example/cb'] : [],
			isWeb ? ['openid', 'profile'] : [],
			createHash('sha256').update(secret).digest('hex'),
		],
	});
	return { clientId, secret };
}

async function measure(work: Work, platform: ChildProcess, bare: ChildProcess): Promise<void> {
	const rounds: { ours: Round; theirs: Round }[] = [];
	await drive(work.asks, ports.platform, platform, 2);
	for (let round = 0; round < Number(options.rounds); round++) {
		const ours = await drive(work.asks, ports.platform, platform, Number(options.seconds));
		const theirs = await drive(work.asks, ports.bare, bare, Number(options.seconds));
		rounds.push({ ours, theirs });
	}
	const of = (pick: (round: (typeof rounds)[number]) => number, digits: number, width = 10) =>
		median(rounds.map(pick)).toFixed(digits).padStart(width);
	const failed = rounds.reduce((sum, { ours }) => sum + ours.failed, 0);
	console.log(
		[
			work.name.padEnd(15),
			of(({ ours }) => ours.perSecond, 0, 11),
			String(work.least).padStart(9),
			of(({ ours }) => ours.app, 3),
			// What one core gives to the server alone: it uses one.
			of(({ ours }) => 1000 / ours.app, 0, 8),
			of(({ ours }) => ours.database, 3),
			of(({ ours }) => ours.p50, 1),
			of(({ ours }) => ours.p99, 1),
			of(({ theirs }) => theirs.perSecond, 0),
			of(({ ours, theirs }) => ours.perSecond / theirs.perSecond, 2),
			(loadavg()[0] ?? 0).toFixed(1).padStart(8),
			failed ? `   ${failed} failed` : '',
		].join(''),
	);
}

async function drive(requests: Ask[], port: number, server: ChildProcess, seconds: number): Promise<Round> {
	const before = { app: cpuOf(pidOf(server)), database: cpuOfPostgres(postgres.home.data) };
	const origin = `http://127.0.0.1:${port}`;
	const orders = { port, origin, connections: Number(options.connections), seconds, requests, from: 0 };
	const driver = spawn(process.execPath, ['bench/drive.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
	driver.stdin.end(JSON.stringify(orders));
	let out = '';
	for await (const chunk of driver.stdout) out += chunk;
	const said: { answered: number; failed: number; p50: number; p99: number } = JSON.parse(out);
	const each = (spent: number) => (1000 * spent) / Math.max(1, said.answered);
	return {
		...said,
		perSecond: said.answered / seconds,
		app: each(cpuOf(pidOf(server)) - before.app),
		database: each(cpuOfPostgres(postgres.home.data) - before.database),
	};
}

async function start(file: string, port: number): Promise<ChildProcess> {
	const own = {
		DATABASE_URL: postgres.url,
		PORT: String(port),
		HOST: '127.0.0.1',
		DATA_DIR: folder,
		ROLE: 'web',
	};
	const env = { ...process.env, ...own, LOG_LEVEL: 'error' };
	const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
	children.push(child);
	for (let n = 0; n < 300; n++) {
		const ready = await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined);
		if (ready) return child;
		await sleep(200);
	}
	throw new Error(`${file} did not start`);
}

function pidOf(child: ChildProcess): number {
	if (!child.pid) throw new Error('A server is not running');
	return child.pid;
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
