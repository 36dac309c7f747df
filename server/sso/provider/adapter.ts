import { createHash } from 'node:crypto';
import Provider, { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { now } from '#platform/clock';
import { sign } from '#platform/secret';
import * as given from '../store/given.ts';
import * as passing from '../store/passing.ts';
import * as sessions from '../store/sessions.ts';
import * as tokens from '../store/tokens.ts';
import { accountOf } from '../subject.ts';
import { findMetadata } from './metadata.ts';
import { sceneOf } from './scene.ts';

const tokenKinds = ['AccessToken', 'ClientCredentials', 'RefreshToken', 'AuthorizationCode', 'DeviceCode'];
/** An app that lost one in a crash asks for another. */
const softKinds = ['AccessToken', 'ClientCredentials'];

/** Where the provider keeps one kind of thing. */
export function adapterFor(kind: string): Adapter {
	if (kind === 'Client') return { ...nothing, find: findMetadata };
	if (kind === 'Session') return { ...nothing, ...sessionAdapter };
	if (kind === 'Grant') return { ...nothing, ...givenAdapter };
	return { ...nothing, ...(tokenKinds.includes(kind) ? tokenAdapter(kind) : passingAdapter(kind)) };
}

/** What is never asked of a kind. */
const nothing: Adapter = {
	upsert: impossible,
	find: impossible,
	findByUid: impossible,
	findByUserCode: impossible,
	consume: impossible,
	destroy: impossible,
	revokeByGrantId: impossible,
};

async function impossible(): Promise<undefined> {
	throw new Error('The provider does not ask this of such a thing');
}

/** How a secret is kept: enough for a random one, since nobody can guess what to hash. */
export function hashOf(id: string): Buffer {
	return createHash('sha256').update(id).digest();
}

/** What a person types is short: its hash is keyed. */
export function hashOfUserCode(userCode: string): Buffer {
	return sign('sso user code', userCode);
}

/** The payload as it is kept: without the secret it is found by, in either of its names. */
function withoutSecrets({ jti, userCode, ...payload }: AdapterPayload): string {
	return JSON.stringify(payload);
}

function endOf(seconds: number | undefined): Date {
	return new Date(now().getTime() + (seconds ?? 0) * 1000);
}

const sessionAdapter: Partial<Adapter> = {
	async upsert(id, payload, seconds) {
		await sessions.upsertSession({
			hash: hashOf(id),
			uid: payload.uid ?? '',
			accountId: payload.accountId ? accountOf(payload.accountId).accountId : null,
			portalSession: sceneOf(Provider.ctx)?.portalSession ?? null,
			payload: withoutSecrets(payload),
			endsAt: endOf(seconds),
		});
	},
	async find(id) {
		const payload = await sessions.selectSession(hashOf(id));
		return payload && { ...payload, jti: id };
	},
	async findByUid(uid) {
		const known = sceneOf(Provider.ctx)?.sessions.get(uid);
		return known ?? (await sessions.selectSessionByUid(uid));
	},
	destroy: (id) => sessions.deleteSession(hashOf(id)),
};

const givenAdapter: Partial<Adapter> = {
	async upsert(id, payload, seconds) {
		await given.upsertGiven({
			id,
			accountId: accountOf(payload.accountId ?? '').accountId,
			clientId: payload.clientId ?? '',
			payload: JSON.stringify(payload),
			endsAt: endOf(seconds),
		});
	},
	find: async (id) => sceneOf(Provider.ctx)?.given.get(id) ?? given.selectGiven(id),
	destroy: (id) => given.deleteGiven(id),
};

function tokenAdapter(kind: string): Partial<Adapter> {
	const isSoft = softKinds.includes(kind);
	return {
		async upsert(id, payload, seconds) {
			const row = {
				hash: hashOf(id),
				kind,
				givenId: payload.grantId ?? null,
				sessionUid: payload.sessionUid ?? null,
				payload: withoutSecrets(payload),
				userCode: payload.userCode ? hashOfUserCode(payload.userCode) : null,
				endsAt: endOf(seconds),
			};
			await tokens.upsertToken(row, isSoft);
		},
		find: (id) => findToken(kind, id),
		async findByUserCode(userCode) {
			const found = await tokens.selectByUserCode(hashOfUserCode(userCode));
			return found && { ...payloadOf(found), userCode };
		},
		consume: (id) => consume(id),
		destroy: (id) => tokens.deleteToken(hashOf(id)),
		revokeByGrantId: (id) => tokens.deleteTokensOf(id, kind),
	};
}

/** Asked for under several kinds in one request it is looked up once, and what hangs on it is then known too. */
async function findToken(kind: string, id: string): Promise<AdapterPayload | undefined> {
	const scene = sceneOf(Provider.ctx);
	const looking = scene?.tokens.get(id) ?? tokens.selectToken(hashOf(id));
	scene?.tokens.set(id, looking);
	const found = await looking;
	if (found?.kind !== kind) return undefined;
	const payload: AdapterPayload = { ...payloadOf(found), jti: id };
	if (found.given && payload.grantId) scene?.given.set(payload.grantId, found.given);
	if (found.session && found.sessionUid) scene?.sessions.set(found.sessionUid, found.session);
	return payload;
}

function payloadOf({ payload, consumedAt }: tokens.FoundToken): AdapterPayload {
	return { ...payload, ...(consumedAt ? { consumed: seconds(consumedAt) } : {}) };
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** Whoever comes second, even in the same moment, ends everything that came of the permission. */
async function consume(id: string): Promise<void> {
	const hash = hashOf(id);
	if (await tokens.consumeToken(hash, now())) return;
	const family = await tokens.selectGivenOf(hash);
	if (family) await tokens.deleteFamily(family);
	throw new errors.InvalidGrant('used twice at once');
}

function passingAdapter(kind: string): Partial<Adapter> {
	return {
		async upsert(id, payload, ends) {
			const row = { hash: hashOf(id), kind, payload: withoutSecrets(payload), endsAt: endOf(ends) };
			await passing.upsertPassing(row);
		},
		async find(id) {
			const found = await passing.selectPassing(hashOf(id), kind);
			if (!found) return undefined;
			const consumed = found.consumedAt ? { consumed: seconds(found.consumedAt) } : {};
			return { ...found.payload, ...consumed, jti: id };
		},
		async consume(id) {
			if (!(await passing.consumePassing(hashOf(id), now())))
				throw new errors.InvalidRequest('used twice at once');
		},
		destroy: (id) => passing.deletePassing(hashOf(id)),
	};
}
