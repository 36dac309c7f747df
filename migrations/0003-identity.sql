-- Accounts belong to a person; rights come from the posts they hold, from when to when.
create schema identity;

create table identity.account (
	id uuid primary key,
	kind text not null default 'officer' check (kind in ('officer', 'resident')),
	email text,
	name text,
	-- How sure it is who a resident is: reached at a contact, gave a NIK that fits, was seen by an officer or a register.
	level text not null default 'contact' check (level in ('contact', 'nik', 'verified')),
	lang text not null default 'id' check (lang in ('id', 'en')),
	is_operator boolean not null default false,
	created_at timestamptz not null default now(),
	created_by text not null,
	suspended_at timestamptz,
	suspended_by text,
	-- Officers are known by an address and a name; residents by contacts of their own, and at first by nothing else.
	check (kind = 'resident' or (email is not null and name is not null)),
	check (kind = 'officer' or (email is null and not is_operator))
);
create unique index account_by_email on identity.account (lower(email));
create index account_by_name on identity.account using gin ((lower(name) || ' ' || lower(email)) gin_trgm_ops);

create table identity.credential (
	account_id uuid primary key references identity.account (id),
	password text not null check (password like '$argon2id$%'),
	must_change boolean not null default false,
	changed_at timestamptz not null
);

-- Only the hash of a session's secret is kept: a stolen table opens nothing.
create table identity.session (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	token_hash bytea not null unique,
	device text not null,
	origin text not null,
	started_at timestamptz not null,
	seen_at timestamptz not null,
	ends_at timestamptz not null,
	revoked_at timestamptz,
	-- What was shown when it began or since, and when last: dangerous acts ask for it anew.
	factors text[] not null check (cardinality(factors) > 0 and factors <@ '{password,totp,recovery,passkey,code,outside}'),
	fresh_at timestamptz not null,
	-- For whom its holder acts under a mandate until that ends: {mandateId, kind, id, name, scope}.
	acting_for jsonb,
	acting_until timestamptz
);
create index session_of_account on identity.session (account_id, started_at desc);
create index session_by_end on identity.session (ends_at);

-- Days of Asia/Jakarta, both included. A holding that ends the day before it begins was taken back before it gave anything.
create table identity.holding (
	pemda text not null,
	id uuid not null,
	post_id uuid not null,
	account_id uuid not null references identity.account (id),
	acting text check (acting in ('plt', 'plh')),
	held_from date not null,
	held_to date,
	given_by text not null,
	primary key (pemda, id),
	foreign key (pemda, post_id) references regions.post (pemda, id),
	check (held_to is null or held_to >= held_from - 1),
	check (acting is null or held_to is not null)
);
create index holding_of_account on identity.holding (account_id);
create index holding_of_post on identity.holding (pemda, post_id);

-- The one-time link of a first start, by its hash.
create table identity.setup_token (
	token_hash bytea primary key,
	made_at timestamptz not null default now(),
	ends_at timestamptz not null,
	used_at timestamptz
);

-- The application never removes a row here; what ended long ago is swept away by the owner. A reporting tool may know
-- who holds what, and never an address, a password or a session.
grant usage on schema identity to ssp_app, ssp_reader;
grant select, insert on all tables in schema identity to ssp_app;
grant update (name, lang, level, suspended_at, suspended_by) on identity.account to ssp_app;
grant update (password, must_change, changed_at) on identity.credential to ssp_app;
grant update (seen_at, revoked_at, factors, fresh_at, acting_for, acting_until) on identity.session to ssp_app;
grant update (held_to) on identity.holding to ssp_app;
grant update (used_at) on identity.setup_token to ssp_app;
grant select (id, name, is_operator, created_at, suspended_at) on identity.account to ssp_reader;
grant select on identity.holding to ssp_reader;
