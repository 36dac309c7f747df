-- Single sign-on: other apps of the governments trust this installation's sign-in, and it may trust others'.
create schema sso;

-- An app belongs to a government; its administrators registered it.
create table sso.app (
	pemda text not null,
	id uuid not null,
	-- What the app calls itself at the endpoints.
	client_id text not null unique check (client_id ~ '^[0-9a-f]{24}$'),
	name text not null,
	kind text not null check (kind in ('web', 'native', 'device', 'service')),
	for_whom text[] not null check (for_whom <@ '{officer,resident}'),
	redirect_uris text[] not null,
	post_logout_uris text[] not null,
	scopes text[] not null,
	contacts text[] not null,
	backchannel_logout_uri text,
	frontchannel_logout_uri text,
	signing text not null check (signing in ('ES256', 'RS256')),
	-- SHA-256 of 256 random bits; the one before keeps working for a day.
	secret_hash text,
	old_secret_hash text,
	old_secret_until timestamptz,
	made_at timestamptz not null,
	made_by text not null,
	changed_at timestamptz not null,
	disabled_at timestamptz,
	disabled_by text,
	primary key (pemda, id),
	check ((kind in ('web', 'service')) = (secret_hash is not null)),
	check ((kind in ('web', 'native')) = (cardinality(redirect_uris) > 0))
);
create index app_by_name on sso.app (pemda, name, id);

-- What a person allowed an app to know, until they withdraw it.
create table sso.consent (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	app_pemda text not null,
	app_id uuid not null,
	scopes text[] not null,
	claims text[] not null,
	given_at timestamptz not null,
	changed_at timestamptz not null,
	withdrawn_at timestamptz,
	foreign key (app_pemda, app_id) references sso.app (pemda, id)
);
create unique index consent_in_force on sso.consent (account_id, app_pemda, app_id) where withdrawn_at is null;

-- What the provider remembers. Secrets are kept by their SHA-256 only: a stolen table opens nothing.
create table sso.session (
	hash bytea primary key,
	uid text not null,
	account_id uuid,
	-- The session at the portal it follows; what a person does there ends it here.
	portal_session uuid,
	payload json not null,
	ends_at timestamptz not null
);
create unique index session_by_uid on sso.session (uid);
create index session_of_account on sso.session (account_id) where account_id is not null;
create index session_of_portal on sso.session (portal_session) where portal_session is not null;
create index session_by_end on sso.session (ends_at);

create table sso.given (
	id text primary key,
	account_id uuid not null,
	client_id text not null,
	payload json not null,
	ends_at timestamptz not null
);
create index given_of_account on sso.given (account_id, client_id);
create index given_by_end on sso.given (ends_at);

create table sso.token (
	hash bytea primary key,
	kind text not null,
	given_id text,
	session_uid text,
	payload json not null,
	-- What a person types from another device's screen, as a keyed hash.
	user_code bytea,
	consumed_at timestamptz,
	ends_at timestamptz not null
);
create index token_of_given on sso.token (given_id) where given_id is not null;
create unique index token_by_user_code on sso.token (user_code) where user_code is not null;
create index token_by_end on sso.token (ends_at);

-- Minutes between two pages: an authorization under way, a pushed request, an assertion that was used.
create table sso.passing (
	hash bytea primary key,
	kind text not null,
	payload json not null,
	consumed_at timestamptz,
	ends_at timestamptz not null
);
create index passing_by_end on sso.passing (ends_at);

-- Keys that sign tokens and cookies, sealed under the installation's secret: published before they are used, and
-- after, until what they signed has ended.
create table sso.signing_key (
	kid text primary key,
	purpose text not null check (purpose in ('ES256', 'RS256', 'cookie')),
	sealed text not null,
	made_at timestamptz not null,
	used_from timestamptz not null
);
create index signing_key_newest on sso.signing_key (purpose, used_from desc);

-- Providers whose word counts here: a regency's own for its officers, a national one for residents.
create table sso.outside (
	pemda text not null,
	id uuid not null,
	name text not null,
	issuer text not null,
	client_id text not null,
	secret_sealed text not null,
	for_whom text not null check (for_whom in ('officer', 'resident')),
	made_at timestamptz not null,
	made_by text not null,
	disabled_at timestamptz,
	disabled_by text,
	primary key (pemda, id)
);
create unique index outside_in_force on sso.outside (pemda, issuer, for_whom) where disabled_at is null;

-- One person there is one account here, once both were proven in one sitting. The other's name for them is a keyed hash.
create table sso.outside_link (
	pemda text not null,
	outside_id uuid not null,
	id uuid not null,
	subject_hash bytea not null,
	account_id uuid not null references identity.account (id),
	linked_at timestamptz not null,
	used_at timestamptz,
	ended_at timestamptz,
	primary key (pemda, outside_id, id),
	foreign key (pemda, outside_id) references sso.outside (pemda, id)
);
create unique index outside_link_of_subject on sso.outside_link (pemda, outside_id, subject_hash) where ended_at is null;
create unique index outside_link_of_account on sso.outside_link (pemda, outside_id, account_id) where ended_at is null;
create index outside_link_by_account on sso.outside_link (account_id);

grant usage on schema sso to ssp_app;
grant select, insert on sso.app, sso.consent, sso.outside, sso.outside_link, sso.signing_key to ssp_app;
grant update (name, for_whom, redirect_uris, post_logout_uris, scopes, contacts, backchannel_logout_uri,
	frontchannel_logout_uri, signing, secret_hash, old_secret_hash, old_secret_until, changed_at, disabled_at, disabled_by)
	on sso.app to ssp_app;
grant update (scopes, claims, changed_at, withdrawn_at) on sso.consent to ssp_app;
grant update (name, disabled_at, disabled_by) on sso.outside to ssp_app;
grant update (used_at, ended_at) on sso.outside_link to ssp_app;
grant select, insert, update, delete on sso.session, sso.given, sso.token, sso.passing to ssp_app;

-- The second wall: apps and providers are changed by whoever manages their government; consents and links are a person's.
alter table sso.app enable row level security;
create policy of_house on sso.app to ssp_app using ((select platform.scope_system())
	or pemda = any ((select platform.scope_houses())::text[])) with check ((select platform.scope_system())
	or pemda = any ((select platform.scope_houses())::text[]));
alter table sso.outside enable row level security;
create policy of_house on sso.outside to ssp_app using ((select platform.scope_system())
	or pemda = any ((select platform.scope_houses())::text[])) with check ((select platform.scope_system())
	or pemda = any ((select platform.scope_houses())::text[]));
alter table sso.consent enable row level security;
create policy own on sso.consent to ssp_app using ((select platform.scope_system())
	or account_id = (select platform.scope_account())) with check ((select platform.scope_system())
	or account_id = (select platform.scope_account()));
alter table sso.outside_link enable row level security;
create policy own on sso.outside_link to ssp_app using ((select platform.scope_system())
	or account_id = (select platform.scope_account())) with check ((select platform.scope_system())
	or account_id = (select platform.scope_account()));

-- The provider asks for one app by what it calls itself.
create function sso.find_app(of_client text) returns setof sso.app
language sql stable security definer rows 1 set search_path = pg_catalog as $$
	select * from sso.app where client_id = of_client and disabled_at is null
$$;
-- Names of apps, for a person's own list of what they allowed.
create function sso.names_of_apps(ids uuid[]) returns table (id uuid, name text, client_id text)
language sql stable security definer set search_path = pg_catalog as $$
	select a.id, a.name, a.client_id from sso.app a where a.id = any(ids)
$$;
-- What a sign-in page offers, and what a sign-in there needs.
create function sso.offered_outside(whom text) returns table (pemda text, id uuid, name text)
language sql stable security definer set search_path = pg_catalog as $$
	select o.pemda, o.id, o.name from sso.outside o where o.for_whom = whom and o.disabled_at is null order by o.name, o.id limit 50
$$;
create function sso.find_outside(of_id uuid) returns setof sso.outside
language sql stable security definer rows 1 set search_path = pg_catalog as $$
	select * from sso.outside where id = of_id and disabled_at is null
$$;
-- Whose account a person of another provider is linked to.
create function sso.find_linked(of_outside uuid, of_subject bytea, at timestamptz) returns uuid
language sql security definer set search_path = pg_catalog as $$
	update sso.outside_link l set used_at = at where l.outside_id = of_outside and l.subject_hash = of_subject and l.ended_at is null
	returning l.account_id
$$;
-- Tokens that a crash may lose are asked for anew: they do not wait for the disk.
create function sso.soft_commit() returns void language plpgsql as $$
begin
	perform set_config('synchronous_commit', 'off', true);
end
$$;
grant execute on all functions in schema sso to ssp_app;
