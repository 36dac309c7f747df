import '../../../tests/support/own-origin.ts';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { findActor, type Officer, type Resident, suspendOfficer } from '#identity';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { device, officerWith, operator, origin } from '../../../tests/support/accounts.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { OtherProvider } from '../../../tests/support/other-provider.ts';
import { resident } from '../../../tests/support/residents.ts';
import {
	addOutside,
	beginOutside,
	disableOutside,
	finishOutside,
	listOffered,
	listOutside,
	listOwnProviders,
	unlink,
} from '../index.ts';

await testDatabase();
const medan = '12.71';
const visit = { origin, device };
const anonymous = { kind: 'anonymous', origin } as const;
const regency = await OtherProvider.start();
const stranger = await OtherProvider.start();
after(() => Promise.all([regency.stop(), stranger.stop()]));
let boss: Officer;
let administrator: Officer;
let officer: Officer;
let provider: { id: string; returnAddress: string };

const fields = (changes = {}) => ({
	pemda: medan,
	name: 'Akun Pemko Medan',
	issuer: regency.issuer,
	clientId: regency.clientId,
	secret: regency.secret,
	forWhom: 'officer',
	...changes,
});

before(async () => {
	boss = await operator();
	administrator = (await officerWith(boss, medan, 'administrator')).officer;
	officer = (await officerWith(administrator, medan, 'officer')).officer;
	provider = await addOutside(administrator, fields());
	regency.returns.push(provider.returnAddress);
});

const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => 'fine',
		(error: unknown) => (error instanceof Refusal ? error.code : String(error)),
	);

/** A person at the other provider, by name, from where they are sent there to the address they come back by. */
async function visitThere(address: string, name: string): Promise<URL> {
	const jar = new Map<string, string>();
	let at = new URL(address);
	for (let n = 0; n < 10; n++) {
		if (at.origin !== regency.issuer && at.origin !== stranger.issuer) return at;
		if (at.pathname.startsWith('/orang/')) at.searchParams.set('nama', name);
		const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join('; ');
		const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
		for (const line of answer.headers.getSetCookie()) {
			const [pair = ''] = line.split(';');
			jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
		}
		const to = answer.headers.get('location');
		if (!to) throw new Error(`${at.pathname}: ${answer.status} ${await answer.text()}`);
		at = new URL(to, at);
	}
	throw new Error('It goes round and round');
}

async function link(actor: Officer | Resident, name: string, id = provider.id) {
	const { address, ticket } = await beginOutside(actor, { id, isLink: true, back: '/meja/akun/penyedia' });
	const back = await visitThere(address, name);
	return finishOutside(actor, { id, address: back, ticket: ticket.token }, visit);
}

async function enter(name: string, id = provider.id) {
	const { address, ticket } = await beginOutside(anonymous, { id, isLink: false, back: '/meja' });
	const back = await visitThere(address, name);
	return finishOutside(anonymous, { id, address: back, ticket: ticket.token }, visit);
}

test('nobody comes in by another provider before both accounts were proven', async () => {
	assert.equal(await codeOf(enter('sri')), 'sso/not-linked');
	assert.equal((await link(officer, 'sri')).kind, 'linked');
	const came = await enter('sri');
	assert.equal(came.kind, 'entered');
	if (came.kind !== 'entered') return;
	const actor = await findActor(came.entry.token, origin);
	assert.equal(actor?.accountId, officer.accountId);
	assert.deepEqual(actor?.factors, ['outside']);
	const { rows } = await migratorDb.query<{ text: string }>({
		text: 'select l::text as text from sso.outside_link l',
	});
	assert.equal(
		rows.some(({ text }) => text.includes('sri')),
		false,
		'what they are called there is not kept',
	);
});

test('linking asks for a factor shown just now, and for the same person on both ends', async () => {
	const old = { ...officer, freshAt: new Date(Date.now() - 3_600_000) };
	assert.equal(await codeOf(link(old, 'lain')), 'identity/not-fresh');
	const other = (await officerWith(administrator, medan, 'officer')).officer;
	const { address, ticket } = await beginOutside(officer, { id: provider.id, isLink: true, back: '/' });
	const back = await visitThere(address, 'lain');
	const finish = (actor: Parameters<typeof finishOutside>[0]) =>
		codeOf(finishOutside(actor, { id: provider.id, address: new URL(back), ticket: ticket.token }, visit));
	assert.equal(await finish(other), 'sso/not-for-you');
	assert.equal(await codeOf(link(other, 'sri')), 'sso/already-linked', 'a person there is one account here');
	assert.equal(await codeOf(link(officer, 'kembaran')), 'sso/already-linked', 'and the other way round');
});

test('what comes back must be meant for this browser, this provider, and fit', async () => {
	const { address, ticket } = await beginOutside(anonymous, { id: provider.id, isLink: false, back: '/' });
	const back = await visitThere(address, 'sri');
	const finish = (change: (url: URL) => void, kept = ticket.token) => {
		const url = new URL(back);
		change(url);
		return codeOf(finishOutside(anonymous, { id: provider.id, address: url, ticket: kept }, visit));
	};
	assert.equal(await finish(() => undefined, ''), 'sso/no-such-step', 'login CSRF');
	assert.equal(await finish((url) => url.searchParams.set('state', 'x')), 'sso/provider-refused');
	assert.equal(
		await finish((url) => url.searchParams.set('iss', stranger.issuer)),
		'sso/provider-refused',
		'mix-up',
	);
	assert.equal(await finish((url) => url.searchParams.delete('iss')), 'sso/provider-refused');
	assert.equal(await finish((url) => url.searchParams.set('code', 'x')), 'sso/provider-refused');
	const other = await beginOutside(anonymous, { id: provider.id, isLink: false, back: '/' });
	assert.equal(
		await finish(() => undefined, other.ticket.token),
		'sso/provider-refused',
		'another sign-in’s verifier',
	);
	assert.equal(await finish(() => undefined), 'fine');
	assert.equal(await finish(() => undefined), 'sso/provider-refused', 'once');
});

test('a provider that says it is another, or says nothing, is not added; nor by whom it is not to be', async () => {
	assert.equal(
		await codeOf(addOutside(administrator, fields({ issuer: 'http://jahat.example' }))),
		'sso/provider-wrong',
	);
	assert.equal(
		await codeOf(addOutside(administrator, fields({ issuer: `${stranger.issuer}/lain` }))),
		'sso/provider-silent',
	);
	const liar = createServer((_request, response) => {
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ issuer: regency.issuer, jwks_uri: `${regency.issuer}/jwks` }));
	}).listen(0, '127.0.0.1');
	await once(liar, 'listening');
	const at = liar.address();
	const port = at && typeof at === 'object' ? at.port : 0;
	assert.equal(
		await codeOf(addOutside(administrator, fields({ issuer: `http://localhost:${port}` }))),
		'sso/provider-silent',
	);
	liar.close();
	assert.equal(await codeOf(addOutside(administrator, fields())), 'sso/provider-known');
	assert.equal(await codeOf(addOutside(administrator, fields({ forWhom: 'resident' }))), 'sso/not-yours');
	assert.equal(await codeOf(addOutside(administrator, fields({ pemda: '12.09' }))), 'sso/not-yours');
	assert.equal(await codeOf(addOutside(officer, fields())), 'sso/not-yours');
	assert.equal(await codeOf(listOutside(administrator, '12.09')), 'sso/not-yours');
});

test('a government’s provider opens no rights beyond that government', async () => {
	const both = (await officerWith(administrator, medan, 'officer')).officer;
	assert.equal((await link(both, 'dua')).kind, 'linked');
	const [post] = both.holdings;
	await migratorDb.query({
		text: `insert into identity.holding (pemda, id, post_id, account_id, held_from, given_by)
			select pemda, gen_random_uuid(), id, $1, '2026-01-01', 'test' from regions.post where pemda = '12.09' limit 1`,
		values: [both.accountId],
	});
	assert.ok(post);
	assert.equal(await codeOf(enter('dua')), 'sso/not-for-you');
	assert.equal(await codeOf(link(boss, 'bos')), 'sso/not-for-you');
	assert.equal(await codeOf(link(await resident(), 'warga')), 'sso/not-for-you');
});

test('a suspended account stays shut', async () => {
	const gone = (await officerWith(administrator, medan, 'officer')).officer;
	await link(gone, 'pergi');
	await suspendOfficer(administrator, { pemda: medan, accountId: gone.accountId, suspended: true });
	assert.equal(await codeOf(enter('pergi')), 'identity/wrong-sign-in');
});

test('residents come by a provider that operators added for them', async () => {
	const national = await addOutside(boss, fields({ name: 'Akun Nasional', forWhom: 'resident' }));
	regency.returns.push(national.returnAddress);
	const person = await resident('nik');
	assert.deepEqual(
		(await listOffered('resident')).map(({ name }) => name),
		['Akun Nasional'],
	);
	assert.equal((await link(person, 'warga', national.id)).kind, 'linked');
	const came = await enter('warga', national.id);
	assert.equal(
		came.kind === 'entered' && (await findActor(came.entry.token, origin))?.accountId,
		person.accountId,
	);
});

test('unlinked, or disabled, its word opens nothing', async () => {
	const [own] = await listOwnProviders(officer);
	assert.ok(own?.link);
	await unlink(await resident(), own.link.id);
	assert.equal((await enter('sri')).kind, 'entered', 'by nobody else');
	await unlink(officer, own.link.id);
	assert.equal(await codeOf(enter('sri')), 'sso/not-linked');
	await link(officer, 'sri');
	await disableOutside(administrator, { pemda: medan, id: provider.id });
	assert.equal(await codeOf(enter('sri')), 'sso/no-such-provider');
	assert.deepEqual(await listOffered('officer'), []);
});
