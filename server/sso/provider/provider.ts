import Provider, { type Client, type ClientMetadata } from 'oidc-provider';
import { config } from '#platform/config';
import { withTx } from '#platform/db';
import { placeOf } from '#platform/http';
import { log } from '#platform/log';
import { tellLater } from '../end-sessions.ts';
import { type Keys, loadKeys } from '../keys/load-keys.ts';
import { compareSecret } from '../secret.ts';
import { afterLogout } from './after-logout.ts';
import { allowFormPost } from './allow-form-post.ts';
import { configurationWith } from './configuration.ts';
import { followPortal } from './follow-session.ts';
import { findMetadata } from './metadata.ts';
import { noteSharing } from './note-sharing.ts';

/** Who this is, for apps; part of every token. */
export const issuer = `${config.publicOrigin}/oidc`;
/** A rotation of keys is known in each process after this. */
const keysKeptMs = 15_000;

let present: { provider: Provider; version: string; until: number } | undefined;
let renewing: Promise<Provider> | undefined;

/** The provider with the keys of this moment. Old ones finish what they began: all that lasts is in PostgreSQL. */
export function providerNow(): Promise<Provider> | Provider {
	if (present && present.until > Date.now()) return present.provider;
	renewing ??= renew().finally(() => {
		renewing = undefined;
	});
	return renewing;
}

/** Looks for new keys at the next request: after a change of them in this process. */
export function forgetProvider(): void {
	if (present) present.until = 0;
}

async function renew(): Promise<Provider> {
	const keys = await loadKeys();
	const until = Date.now() + keysKeptMs;
	const provider = present?.version === keys.version ? present.provider : buildProvider(keys);
	present = { provider, version: keys.version, until };
	return provider;
}

function buildProvider(keys: Keys): Provider {
	const provider = new Provider(issuer, configurationWith(keys));
	// The door says which host and scheme, from the configured public origin.
	provider.proxy = true;
	keepSecretsHashed(provider);
	allowPairwiseWithoutSector(provider);
	tellAppsByJobs(provider);
	keepApps(provider);
	followPortal(provider);
	provider.use(afterLogout);
	provider.use(allowFormPost);
	provider.on('authorization.success', noteSharing);
	provider.on('server_error', (_ctx, error) => {
		log.error({ err: error.name, at: placeOf(error) }, 'fault in single sign-on');
	});
	return provider;
}

/** What the library lets a program change on its classes, and its types do not name. */
type Classes = {
	prototype: {
		compareClientSecret(typed: string): boolean;
		backchannelLogout(subject: string, sid: string | undefined): Promise<void>;
	};
	Schema: { prototype: { invalidate(message: string): void } };
};
function classesOf({ Client }: Provider): Classes {
	return Client as unknown as Classes; // the types name neither the schema nor the method
}

function keepSecretsHashed(provider: Provider): void {
	classesOf(provider).prototype.compareClientSecret = function (
		this: { clientSecret?: string },
		typed: string,
	) {
		return compareSecret(this.clientSecret ?? '', typed);
	};
}

const sectorRules = /^pairwise .* must utilize|^(jwks_uri|sector_identifier_uri) is mandatory/;

/** The standard's sectors group apps by host; here each app is its own (`tellSubject`), so those rules guard nothing. */
function allowPairwiseWithoutSector(provider: Provider): void {
	const { prototype } = classesOf(provider).Schema;
	const invalidate = prototype.invalidate;
	prototype.invalidate = function (message) {
		if (!sectorRules.test(message)) invalidate.call(this, message);
	};
}

/** The library works an app out anew at each request; as long as its metadata is the same one, so is the app. */
function keepApps(provider: Provider): void {
	const find = provider.Client.find.bind(provider.Client);
	const kept = new WeakMap<ClientMetadata, Promise<Client | undefined>>();
	provider.Client.find = async (clientId) => {
		const metadata = typeof clientId === 'string' ? await findMetadata(clientId) : undefined;
		if (!metadata) return undefined;
		const known = kept.get(metadata) ?? find(clientId);
		kept.set(metadata, known);
		return known;
	};
}

const directly = Symbol('directly');

/** An app that cannot be reached in the moment of a sign-out is told again and again. */
function tellAppsByJobs(provider: Provider): void {
	const { prototype } = classesOf(provider);
	const tell = prototype.backchannelLogout;
	prototype.backchannelLogout = function (this: { clientId: string }, subject, sid) {
		return withTx((tx) => tellLater(tx, { clientId: this.clientId, subject, sid: sid ?? null }));
	};
	Object.assign(prototype, { [directly]: tell });
}

/** Tells an app now that a session of it ended. Throws when it does not hear; an app that is gone needs not to. */
export async function tellApp(told: {
	clientId: string;
	subject: string;
	sid: string | null;
}): Promise<void> {
	const provider = await providerNow();
	const client = await provider.Client.find(told.clientId);
	if (!client?.backchannelLogoutUri) return;
	const { [directly]: tell } = client as unknown as Record<symbol, Classes['prototype']['backchannelLogout']>; // put there above
	await tell?.call(client, told.subject, told.sid ?? undefined);
}
