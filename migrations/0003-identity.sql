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

-- ── Officers: rules of the installation, the second factor, four eyes, delegation, import ──

-- What an installation decided; the newest row of each code is in force, nothing is rewritten.
create table identity.rule (
	code text not null check (code in ('second-factor-from', 'fresh-minutes', 'decide-days', 'delegation-days', 'glass-minutes', 'glass-wait-hours', 'comeback-days', 'comeback-seen-hours')),
	set_at timestamptz not null,
	-- 'YYYY-MM-DD' or 'offered' for the first, a whole number for the others.
	value text not null,
	set_by text not null,
	primary key (code, set_at)
);
insert into identity.rule (code, set_at, value, set_by) values
	('second-factor-from', '2026-01-01', '2026-01-01', 'system:set-up'),
	('fresh-minutes', '2026-01-01', '15', 'system:set-up'),
	('decide-days', '2026-01-01', '3', 'system:set-up'),
	('delegation-days', '2026-01-01', '100', 'system:set-up'),
	('glass-minutes', '2026-01-01', '60', 'system:set-up'),
	('glass-wait-hours', '2026-01-01', '24', 'system:set-up');

-- An authenticator app of an officer: sealed under the installation's secret; each time step opens once.
create table identity.totp (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	secret text not null,
	begun_at timestamptz not null,
	confirmed_at timestamptz,
	removed_at timestamptz,
	last_step bigint not null default 0
);
create index totp_of_account on identity.totp (account_id) where removed_at is null;

-- Ten at a time, by their HMAC; a new ten replaces what is left of the old.
create table identity.recovery_code (
	account_id uuid not null references identity.account (id),
	code_hash bytea not null,
	made_at timestamptz not null,
	used_at timestamptz,
	replaced_at timestamptz,
	primary key (account_id, code_hash)
);

-- What one person may not decide alone: proposed by one, decided by another, in time.
create table identity.proposal (
	pemda text not null,
	id uuid not null,
	kind text not null check (kind in ('give-post', 'make-operator', 'reset-factors')),
	account_id uuid not null references identity.account (id),
	holding jsonb,
	reason text not null,
	proposed_at timestamptz not null,
	proposed_by uuid not null references identity.account (id),
	ends_at timestamptz not null,
	decided_at timestamptz,
	-- Null with a decision: whoever owns the machine, by its command line.
	decided_by uuid references identity.account (id),
	decision text check (decision in ('approved', 'refused', 'withdrawn')),
	primary key (pemda, id),
	check ((decision is null) = (decided_at is null)),
	check ((kind = 'give-post') = (holding is not null)),
	check (decision is distinct from 'approved' or decided_by is null or (decided_by <> proposed_by and decided_by <> account_id))
);
create index proposal_open on identity.proposal (pemda, proposed_at) where decision is null;
create unique index proposal_once on identity.proposal (pemda, kind, account_id, (holding ->> 'postId')) nulls not distinct where decision is null;

-- Leave: the desk of one holding lent to another person from day to day of Asia/Jakarta, both included.
create table identity.delegation (
	pemda text not null,
	id uuid not null,
	holding_id uuid not null,
	to_account uuid not null references identity.account (id),
	day_from date not null,
	day_to date not null check (day_to >= day_from),
	given_at timestamptz not null,
	revoked_at timestamptz,
	revoked_by text,
	primary key (pemda, id),
	foreign key (pemda, holding_id) references identity.holding (pemda, id)
);
create index delegation_to on identity.delegation (to_account) where revoked_at is null;
create index delegation_of on identity.delegation (pemda, holding_id);

-- A list of officers as it was handed in: looked through first, then carried out row by row, each row once.
create table identity.import (
	pemda text not null,
	id uuid not null,
	file_name text not null,
	sha256 bytea not null,
	made_at timestamptz not null,
	made_by text not null,
	started_at timestamptz,
	started_by text,
	ended_at timestamptz,
	outcome text check (outcome in ('done', 'stopped')),
	-- The first passwords were handed out and are forgotten.
	listed_at timestamptz,
	primary key (pemda, id)
);
create index import_by_time on identity.import (pemda, made_at desc);

create table identity.import_row (
	pemda text not null,
	import_id uuid not null,
	line int not null,
	name text not null,
	email text not null,
	post_id uuid,
	post_words text not null,
	acting text,
	day_from text not null,
	day_to text,
	plan text not null check (plan in ('new-account', 'give-post', 'nothing', 'wrong')),
	-- column → message
	wrong jsonb not null default '{}',
	done_at timestamptz,
	result text check (result in ('new-account', 'give-post', 'nothing', 'wrong')),
	account_id uuid references identity.account (id),
	-- Sealed, until the list is handed out or a week has passed.
	password text,
	primary key (pemda, import_id, line),
	foreign key (pemda, import_id) references identity.import (pemda, id)
);
create index import_row_waiting on identity.import_row (pemda, import_id, line) where done_at is null and plan in ('new-account', 'give-post');

grant select, insert on identity.rule, identity.totp, identity.recovery_code, identity.proposal, identity.delegation,
	identity.import, identity.import_row to ssp_app;
grant update (confirmed_at, removed_at, last_step) on identity.totp to ssp_app;
grant update (used_at, replaced_at) on identity.recovery_code to ssp_app;
grant update (decided_at, decided_by, decision) on identity.proposal to ssp_app;
grant update (revoked_at, revoked_by) on identity.delegation to ssp_app;
grant update (started_at, started_by, ended_at, outcome, listed_at) on identity.import to ssp_app;
grant update (done_at, result, account_id, password) on identity.import_row to ssp_app;
grant select on identity.rule, identity.delegation to ssp_reader;

-- The application cannot write who is an operator: only two people's approved proposal makes one.
create function identity.make_operator(of_pemda text, of_proposal uuid) returns boolean
language sql security definer set search_path = pg_catalog as $$
	update identity.account a set is_operator = true from identity.proposal p
	where p.pemda = of_pemda and p.id = of_proposal and p.kind = 'make-operator' and p.decision = 'approved' and a.id = p.account_id
	returning true
$$;
revoke execute on function identity.make_operator(text, uuid) from public;
grant execute on function identity.make_operator(text, uuid) to ssp_app;

-- The second wall: a government's lists of officers and what waits there for a second person are its own.
do $$
declare
	t text;
begin
	foreach t in array array['import', 'import_row', 'proposal'] loop
		execute format('alter table identity.%I enable row level security', t);
		execute format('create policy of_house on identity.%I to ssp_app using ((select platform.scope_system())
			or pemda = any ((select platform.scope_houses())::text[])) with check ((select platform.scope_system())
			or pemda = any ((select platform.scope_houses())::text[]))', t);
	end loop;
end
$$;
