-- What businesses come for: classes of business and their risk, the register of NIB, tenders, obligations, permits applied for together.
create schema business;

-- KBLI, five digits. `selection` ships with the platform; `official` came with the list of BPS.
create table business.kbli (
	code text primary key check (code ~ '^[0-9]{5}$'),
	title text not null,
	title_en text not null default '',
	about text not null default '',
	synonyms text[] not null default '{}',
	source text not null check (source in ('selection', 'official')),
	changed_at timestamptz not null,
	-- Everything people may call it: stems of Indonesian, and letters for what is mistyped.
	words text not null,
	stems tsvector generated always as (to_tsvector('pg_catalog.indonesian', words)) stored
);
create index kbli_by_stem on business.kbli using gin (stems);
create index kbli_by_letters on business.kbli using gin (words gin_trgm_ops);

-- Risk by code or the beginning of one (the longest that fits holds) and by scale ('*' every scale).
create table business.risk (
	prefix text not null check (prefix ~ '^[0-9]{2,5}$'),
	scale text not null check (scale in ('*', 'umk', 'medium', 'large')),
	level text not null check (level in ('low', 'medium-low', 'medium-high', 'high')),
	certain boolean not null,
	basis text not null,
	source text not null check (source in ('selection', 'official')),
	changed_at timestamptz not null,
	primary key (prefix, scale)
);

-- The register of NIB as OSS gives it out by file: what anybody may see of a business, and no more. No address, no owner.
create table business.enterprise (
	nib text primary key check (nib ~ '^[0-9]{13}$'),
	name text not null,
	form text not null check (form in ('person', 'company', 'cooperative', 'other')),
	scale text not null check (scale in ('micro', 'small', 'medium', 'large')),
	region text not null,
	kbli text[] not null,
	status text not null check (status in ('active', 'frozen', 'revoked')),
	issued_on date not null,
	as_of date not null,
	changed_at timestamptz not null
);
create index enterprise_by_region on business.enterprise (region text_pattern_ops);
create index enterprise_by_kbli on business.enterprise using gin (kbli);

-- What governments plan to buy and what they ask offers for. Known by its OCID: the same notice again is the same row.
create table business.tender (
	pemda text not null references regions.pemda (pemda),
	id uuid not null,
	ocid text not null,
	kind text not null check (kind in ('plan', 'tender')),
	title text not null,
	body text not null default '',
	buyer text not null,
	method text not null default '',
	category text not null default '' check (category in ('', 'goods', 'works', 'services')),
	amount bigint check (amount >= 0),
	status text not null check (status in ('planned', 'active', 'complete', 'cancelled')),
	published_on date not null,
	closes_at timestamptz,
	url text not null default '',
	released_at timestamptz not null,
	first_seen_at timestamptz not null,
	changed_at timestamptz not null,
	words tsvector generated always as (to_tsvector('pg_catalog.indonesian', title || ' ' || body || ' ' || buyer)) stored,
	primary key (pemda, id),
	unique (pemda, ocid)
);
create unique index tender_by_ocid on business.tender (ocid);
create index tender_by_day on business.tender (published_on desc, id desc);
create index tender_by_close on business.tender (closes_at) where status = 'active';
create index tender_by_word on business.tender using gin (words);
create index tender_by_seen on business.tender (first_seen_at);

-- Somebody is told by e-mail of new tenders that fit; nothing is sent but the question until it is answered.
create table business.saved_search (
	id uuid primary key,
	email text not null,
	lang text not null check (lang in ('id', 'en')),
	query text not null,
	link_hash bytea not null unique,
	since timestamptz not null,
	confirmed_at timestamptz,
	told_until timestamptz not null,
	unique (email, query)
);

-- Somebody is reminded by e-mail of what a business owes and when.
create table business.reminder (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	business_id uuid not null,
	business_name text not null,
	profile jsonb not null,
	email text not null,
	lang text not null check (lang in ('id', 'en')),
	link_hash bytea not null unique,
	since timestamptz not null,
	unique (account_id, business_id)
);

-- Each day of each obligation is told once.
create table business.reminded (
	reminder_id uuid not null references business.reminder (id) on delete cascade,
	obligation text not null,
	due_on date not null,
	told_at timestamptz not null,
	primary key (reminder_id, obligation, due_on)
);

-- Permits somebody set out to get together, by one answer of the guide; each has its own draft or application.
create table business.bundle (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	acts_for uuid,
	key text not null,
	kbli text not null,
	region text not null,
	scale text not null,
	answers jsonb not null,
	started_at timestamptz not null,
	unique (account_id, key)
);
create table business.bundle_item (
	bundle_id uuid not null references business.bundle (id) on delete cascade,
	permit text not null,
	-- Null: it is had elsewhere.
	service_id text,
	draft_id uuid,
	-- Somebody is opening it right now.
	claimed_at timestamptz,
	-- Of what is done elsewhere and ticked off by hand.
	done_at timestamptz,
	primary key (bundle_id, permit)
);

grant usage on schema business to ssp_app, ssp_reader;
grant select on business.kbli, business.risk, business.enterprise, business.tender to ssp_app, ssp_reader;
grant select, insert, update, delete on business.saved_search, business.reminder to ssp_app;
grant select, insert on business.reminded, business.bundle to ssp_app;
grant select, insert, update on business.bundle_item to ssp_app;

-- The second wall: addresses of e-mail and what somebody is about to open are theirs and the platform's own.
alter table business.saved_search enable row level security;
create policy own on business.saved_search to ssp_app using (platform.scope_system());
alter table business.reminder enable row level security;
create policy own on business.reminder to ssp_app
	using (platform.scope_system() or account_id = platform.scope_account());
alter table business.reminded enable row level security;
create policy own on business.reminded to ssp_app using (platform.scope_system());
alter table business.bundle enable row level security;
create policy own on business.bundle to ssp_app using (account_id = platform.scope_account());
alter table business.bundle_item enable row level security;
create policy own on business.bundle_item to ssp_app
	using (exists (select from business.bundle b where b.id = bundle_id and b.account_id = platform.scope_account()));
