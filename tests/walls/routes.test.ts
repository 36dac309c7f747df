import '../support/own-origin.ts';
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { migratorDb } from '#platform/db';
import { anonymous, desks, everyOfficer, officerIn, postRoles, residentWho, type Who } from './actors.ts';
import { doorRoutes } from './door-routes.ts';
import { reaches } from './expect.ts';
import { findDoors, findPages } from './find-routes.ts';
import { ask, cookieOf, startHere } from './platform.ts';
import { audiences, routes, secretAudiences, secrets } from './routes.ts';
import { doorAddress, type Fixture, makeWorld, requestOf, thingFor } from './world.ts';

/**
 * Every page, form action and handler, asked over HTTP by everybody from everywhere; and every answer searched for what
 * is hidden in this world from whoever asked.
 */
await startHere();
const officers = await everyOfficer();
const atCounter = await Promise.all(
	postRoles.map((role) => officerIn(desks.counter, role, `${role}@counter`)),
);
const resident = await residentWho('resident');
const world = await makeWorld();
const person: Who = { ...anonymous, name: 'person' };
const elsewhere: Who[] = [...officers, resident, anonymous, person];
const everybody: Who[] = [...elsewhere, ...atCounter];
/** Where a place makes no difference: each role once, from another government. */
const fewer = everybody.filter(
	({ place, role }) =>
		place === null || place === 'government' || (role === 'officer' && place === 'counter'),
);
let cells = 0;
after(() => console.log(`walls: ${cells} cells of routes tried`));

const columns = [
	'officer',
	'office-head',
	'triage',
	'secretary',
	'regional-head',
	'administrator',
	'operator',
	'overseer',
	'resident',
	'anonymous',
];
const letters = new Map(
	[...audiences.trim().split('\n').slice(1), ...secretAudiences.trim().split('\n').slice(1)].map((line) => {
		const [name = '', ...cells] = line.split(/ +/);
		assert.equal(cells.length, columns.length, name);
		return [name, new Map(columns.map((column, at) => [column, cells[at] ?? '-']))];
	}),
);

function isIn(
	audience: string,
	{ name, role, place }: Who,
	privacy: 'named' | 'confidential' = 'named',
): boolean {
	if (audience === 'person') return name === 'person';
	const cells = letters.get(audience) ?? assert.fail(`no audience ${audience}`);
	return reaches(cells.get(role) ?? '-', place, privacy);
}

/** Pages first, while there is little to show on them. */
const lines = routes
	.trim()
	.split('\n')
	.map((line) => {
		const [verb = '', path = '', audience = '', thing] = line.split(/ +/);
		return { route: `${verb} ${path}`, verb, path, audience, thing };
	})
	.sort((a, b) => Number(a.verb !== 'GET') - Number(b.verb !== 'GET'));

test('every page, action and handler stands in the table', async () => {
	assert.deepEqual(await findPages(), lines.map(({ route }) => route).sort());
});
test('every address of a door stands in the table', async () => {
	assert.deepEqual(await findDoors(), doorRoutes.trim().split('\n').sort());
});

/** What came of a request, in one word. */
type Came = { outcome: 'ok' | 'in' | '403' | '404' | 'fault'; status: number; text: string };

async function came(answer: Response): Promise<Came> {
	const text = await answer.text();
	const said = answer.headers.get('content-type')?.includes('json') ? parse(text) : {};
	const status = typeof said['status'] === 'number' && 'type' in said ? said['status'] : answer.status;
	const location =
		answer.headers.get('location') ?? (typeof said['location'] === 'string' ? said['location'] : '');
	if (status === 401 || (status === 303 && /^\/masuk(\/petugas)?\?kembali=/.test(location)))
		return { outcome: 'in', status, text };
	if (status === 403) return { outcome: '403', status, text };
	if (status === 404) return { outcome: '404', status, text };
	return { outcome: status >= 500 && status !== 503 ? 'fault' : 'ok', status, text };
}

function parse(text: string): Record<string, unknown> {
	try {
		return Object(JSON.parse(text));
	} catch {
		return {};
	}
}

async function askAs(who: Who, { path, verb }: (typeof lines)[number], fixture: Fixture): Promise<Came> {
	const { address, body, headers } = requestOf(verb, path, fixture, world);
	const cookies = [
		...(who.token ? [cookieOf(who.token)] : []),
		...(who.name === 'person' ? [codeOf(fixture)] : []),
	].join('; ');
	return came(await ask(address, { method: verb, cookie: cookies, body, headers }));
}

/** What a browser keeps that has shown a case's code. */
const codeOf = ({ number, more }: Fixture) => `kasus-${number.replaceAll('-', '')}=${more['code'] ?? ''}`;

/** What an answer holds that this person may not know. */
function leaks(who: Who, { text }: Came): string[] {
	return Object.entries(secrets)
		.filter(([name]) => text.includes(world.markers.get(name) ?? assert.fail(name)))
		.filter(([, audience]) => !isIn(audience, who))
		.filter(([name]) => !(who.name === 'person' && name === 'named'))
		.map(([name]) => `was shown: ${name}`);
}

const isDeskPage = (path: string) => /^\/(meja|kelola|pimpinan)(\/|$)/.test(path);
const ownThings = ['public', 'officer', 'resident', 'signed', 'counter', 'asker'];

function fault(who: Who, line: (typeof lines)[number], { outcome, status }: Came): string[] {
	const isOfficer = who.actor.kind === 'officer';
	if (outcome === 'fault') return [`fell over: ${status}`];
	if (isIn(line.audience, who)) {
		const mayBeMissing = ownThings.includes(line.audience) && !line.thing;
		return outcome === 'ok' || (mayBeMissing && (outcome === '404' || line.audience === 'public'))
			? []
			: [`let in expected, ${status}`];
	}
	if (isDeskPage(line.path)) {
		if (!isOfficer) return outcome === 'in' ? [] : [`to sign in expected, ${status}`];
		const isHidden = line.path.includes('[number]') && isIn('desk', who) && !isIn('case', who);
		const wanted = isHidden ? ['404'] : ['403', '404'];
		return wanted.includes(outcome) ? [] : [`${wanted.join(' or ')} expected, ${status}`];
	}
	if (['case', 'nobody', 'person'].includes(line.audience))
		return ['403', '404'].includes(outcome) ? [] : [`403 or 404 expected, ${status}`];
	return outcome === 'in' ? [] : [`to sign in expected, ${status}`];
}

describe('pages and forms', () => {
	for (const line of lines) {
		test(line.route, async () => {
			await migratorDb.query({ text: 'delete from platform.spent' });
			const wrong: string[] = [];
			const still = await thingFor(line, world);
			let seen = 0;
			// Who stands at a counter is one more office of the same government, but where counters are let in.
			const isAnyPlace = isDeskPage(line.path) || line.audience === 'case';
			const all = line.path.startsWith('/meja/loket') ? everybody : isAnyPlace ? elsewhere : fewer;
			await someAtOnce(all, async (who) => {
				const asker = isOwn(line) ? await again(who) : who;
				const isFresh = line.verb !== 'GET' && line.thing !== undefined && isIn(line.audience, who);
				const answer = await askAs(asker, line, isFresh ? await thingFor(line, world) : still);
				cells++;
				if (line.thing && answer.text.includes(world.markers.get(shownBy(line.thing)) ?? '\0')) seen++;
				for (const what of [...fault(who, line, answer), ...leaks(who, answer)])
					wrong.push(`${who.name}: ${what}`);
			});
			assert.deepEqual(wrong, []);
			if (line.verb === 'GET' && shownBy(line.thing ?? ''))
				assert.ok(seen > 0, 'nobody was shown what it is for');
		});
	}
});

describe('doors for machines', () => {
	const addresses = doorRoutes.trim().split('\n');
	for (const route of addresses) {
		test(`${route}: the same to everybody, and nothing hidden`, async () => {
			const [verb = '', path = ''] = route.split(' ');
			const address = doorAddress(path, world);
			// Undici sends no TRACE, and what would file something is asked for without a body.
			if (verb === 'TRACE') return;
			const answers = await Promise.all(
				fewer.map(async (who) => {
					cells++;
					const cookie = who.token ? cookieOf(who.token) : who.name === 'person' ? codeOf(world.own) : '';
					const answer = await ask(address, { method: verb, cookie, headers: { accept: '*/*' } });
					return { who, status: answer.status, text: await answer.text() };
				}),
			);
			const [first] = answers;
			for (const { who, status, text } of answers) {
				assert.equal(status, first?.status, who.name);
				assert.ok(status < 500, `${status}`);
				for (const [name, words] of world.markers)
					assert.ok(!text.includes(words), `${who.name} was shown ${name}`);
			}
		});
	}

	test('a key files in its own jurisdiction, the province’s in all; nobody else in any', async () => {
		const keys: [string | undefined, string, number][] = [
			[await world.keyOf('12.71'), '12.71', 200],
			[await world.keyOf('12.71'), '12.09', 403],
			[await world.keyOf('12'), '12.09', 200],
			['ssp_made-up', '12.09', 403],
			[undefined, '12.09', 403],
		];
		for (const [key, jurisdiction, status] of keys) {
			cells++;
			const body = new URLSearchParams({
				...{
					jurisdiction_id: jurisdiction,
					service_code: 'road.pothole',
					address_id: jurisdiction === '12.09' ? '12.09.19' : '12.71.01',
				},
				...{ description: 'Lubang besar di tengah jalan.', ...(key ? { api_key: key } : {}) },
			});
			const answer = await ask('/open311/v2/requests.json', {
				method: 'POST',
				body,
				headers: { accept: '*/*' },
			});
			const text = await answer.text();
			assert.equal(answer.status, status, `${jurisdiction}: ${text}`);
		}
	});
});

/** What a page is for, where the test knows its words. */
function shownBy(thing: string): string {
	const shown: Record<string, string> = {
		...{
			inbox: 'named',
			led: 'named',
			named: 'named',
			app: 'app',
			proposal: 'proposal',
			import: 'list',
			account: 'address',
		},
	};
	return shown[thing] ?? '';
}

/** Acts that may end or renew the session they come with. */
const isOwn = ({ verb, path }: (typeof lines)[number]) =>
	verb === 'POST' && /^\/(keluar|masuk|akun|meja\/akun|meja\/loket|pasang)(\/|\?|$)/.test(path);

async function again(who: Who): Promise<Who> {
	return who.token ? { ...who, token: await world.newSession(who) } : who;
}

async function someAtOnce<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
	const left = [...all];
	const lane = async () => {
		for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
	};
	await Promise.all(Array.from({ length: 6 }, lane));
}
