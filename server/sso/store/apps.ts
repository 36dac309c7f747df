import { db, type Tx } from '#platform/db';
import type { App } from '../app.ts';

export type AppWithSecret = App & { secretHash: string | null; oldSecretHash: string | null };

const columns = `pemda, id, client_id as "clientId", name, kind, for_whom as "forWhom", redirect_uris as "redirectUris",
	post_logout_uris as "postLogoutUris", scopes, contacts, backchannel_logout_uri as "backchannelLogoutUri",
	frontchannel_logout_uri as "frontchannelLogoutUri", signing, made_at as "madeAt", changed_at as "changedAt",
	disabled_at as "disabledAt", old_secret_until as "oldSecretUntil"`;

/** For the provider: whichever government's it is, unless it is disabled. */
export async function selectByClientId(clientId: string): Promise<AppWithSecret | undefined> {
	const { rows } = await db.query<AppWithSecret>({
		name: 'sso.app-of-client',
		text: `select ${columns}, secret_hash as "secretHash", old_secret_hash as "oldSecretHash" from sso.find_app($1)`,
		values: [clientId],
	});
	return rows[0];
}

/** Within the scope of whoever asks. */
export async function selectApp(tx: Tx, pemda: string, id: string): Promise<App | undefined> {
	const { rows } = await tx.query<App>({
		name: 'sso.app',
		text: `select ${columns} from sso.app where pemda = $1 and id = $2`,
		values: [pemda, id],
	});
	return rows[0];
}

/** The first two hundred of a government, by name. */
export async function selectApps(tx: Tx, pemda: string): Promise<App[]> {
	const { rows } = await tx.query<App>({
		name: 'sso.apps',
		text: `select ${columns} from sso.app where pemda = $1 order by disabled_at is not null, name, id limit 200`,
		values: [pemda],
	});
	return rows;
}

type Written = Omit<App, 'madeAt' | 'changedAt' | 'disabledAt' | 'oldSecretUntil'>;

export async function insertApp(
	tx: Tx,
	app: Written & { secretHash: string | null; at: Date; by: string },
): Promise<void> {
	await tx.query({
		name: 'sso.add-app',
		text: `insert into sso.app (pemda, id, client_id, name, kind, for_whom, redirect_uris, post_logout_uris, scopes, contacts,
				backchannel_logout_uri, frontchannel_logout_uri, signing, secret_hash, made_at, made_by, changed_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15)`,
		values: [
			app.pemda,
			app.id,
			app.clientId,
			app.name,
			app.kind,
			...valuesOf(app),
			app.secretHash,
			app.at,
			app.by,
		],
	});
}

export async function updateApp(tx: Tx, app: Written & { at: Date }): Promise<void> {
	await tx.query({
		name: 'sso.change-app',
		text: `update sso.app set name = $3, for_whom = $4, redirect_uris = $5, post_logout_uris = $6, scopes = $7, contacts = $8,
				backchannel_logout_uri = $9, frontchannel_logout_uri = $10, signing = $11, changed_at = $12
			where pemda = $1 and id = $2`,
		values: [app.pemda, app.id, app.name, ...valuesOf(app), app.at],
	});
}

function valuesOf(app: Written): unknown[] {
	return [
		app.forWhom,
		app.redirectUris,
		app.postLogoutUris,
		app.scopes,
		app.contacts,
		app.backchannelLogoutUri,
		app.frontchannelLogoutUri,
		app.signing,
	];
}

/** The secret there was works until `oldUntil`; not at all with null. */
export async function updateSecret(
	tx: Tx,
	set: { pemda: string; id: string; hash: string; oldUntil: Date | null; at: Date },
): Promise<void> {
	await tx.query({
		name: 'sso.renew-secret',
		text: `update sso.app set old_secret_hash = case when $4::timestamptz is null then null else secret_hash end,
				old_secret_until = $4, secret_hash = $3, changed_at = $5 where pemda = $1 and id = $2`,
		values: [set.pemda, set.id, set.hash, set.oldUntil, set.at],
	});
}

export async function updateDisabled(
	tx: Tx,
	set: { pemda: string; id: string; at: Date | null; by: string | null },
): Promise<void> {
	await tx.query({
		name: 'sso.disable-app',
		text: 'update sso.app set disabled_at = $3, disabled_by = $4, changed_at = coalesce($3, changed_at) where pemda = $1 and id = $2',
		values: [set.pemda, set.id, set.at, set.by],
	});
}
