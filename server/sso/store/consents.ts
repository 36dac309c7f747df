import { type Tx, withScope } from '#platform/db';

export type ConsentRow = {
	id: string;
	accountId: string;
	app: { pemda: string; id: string };
	scopes: string[];
	claims: string[];
	at: Date;
};

/** What is in force between a person and an app. */
export async function selectConsent(
	accountId: string,
	app: { pemda: string; id: string },
): Promise<{ scopes: string[]; claims: string[] } | undefined> {
	return withScope({ account: accountId }, async (tx) => {
		const { rows } = await tx.query<{ scopes: string[]; claims: string[] }>({
			name: 'sso.consent',
			text: `select scopes, claims from sso.consent
				where account_id = $1 and app_pemda = $2 and app_id = $3 and withdrawn_at is null`,
			values: [accountId, app.pemda, app.id],
		});
		return rows[0];
	});
}

/** More than before is added to what was agreed to. */
export async function upsertConsent(tx: Tx, row: ConsentRow): Promise<void> {
	await tx.query({
		name: 'sso.agree',
		text: `insert into sso.consent as c (id, account_id, app_pemda, app_id, scopes, claims, given_at, changed_at)
			values ($1, $2, $3, $4, $5, $6, $7, $7)
			on conflict (account_id, app_pemda, app_id) where withdrawn_at is null do update set
				scopes = array(select distinct unnest(c.scopes || excluded.scopes)),
				claims = array(select distinct unnest(c.claims || excluded.claims)), changed_at = excluded.changed_at`,
		values: [row.id, row.accountId, row.app.pemda, row.app.id, row.scopes, row.claims, row.at],
	});
}

export type ConsentLine = {
	id: string;
	app: string;
	clientId: string;
	pemda: string;
	scopes: string[];
	claims: string[];
	givenAt: Date;
	withdrawnAt: Date | null;
};

/** Newest first, withdrawn ones too. */
export async function selectConsents(tx: Tx, accountId: string): Promise<ConsentLine[]> {
	const { rows } = await tx.query<ConsentLine>({
		name: 'sso.consents',
		text: `with own as (select * from sso.consent where account_id = $1 order by given_at desc limit 100)
			select own.id, app.name as app, app.client_id as "clientId", own.app_pemda as pemda, own.scopes, own.claims,
				own.given_at as "givenAt", own.withdrawn_at as "withdrawnAt"
			from own join sso.names_of_apps(array(select app_id from own)) app on app.id = own.app_id
			order by own.withdrawn_at is not null, own.given_at desc`,
		values: [accountId],
	});
	return rows;
}

/** The app it was, when it was in force until now. */
export async function updateWithdrawn(
	tx: Tx,
	accountId: string,
	consentId: string,
	at: Date,
): Promise<{ clientId: string; pemda: string } | undefined> {
	const { rows } = await tx.query<{ clientId: string; pemda: string }>({
		name: 'sso.withdraw',
		text: `with gone as (update sso.consent set withdrawn_at = $3
				where id::text = $2 and account_id = $1 and withdrawn_at is null returning app_pemda, app_id)
			select app.client_id as "clientId", gone.app_pemda as pemda
			from gone join sso.names_of_apps(array(select app_id from gone)) app on app.id = gone.app_id`,
		values: [accountId, consentId, at],
	});
	return rows[0];
}
