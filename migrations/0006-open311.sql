-- Open311 GeoReport v2, both ways: keys of those who file here and what they sent; what was sent to offices with a server of
-- their own.
create schema open311;

-- Who may file. The key itself is shown once and never kept; a key of the province ('12') is good in every jurisdiction.
create table open311.api_key (
	pemda text not null,
	id uuid not null,
	key_hash bytea not null,
	label text not null,
	created_at timestamptz not null,
	created_by text not null,
	revoked_at timestamptz,
	primary key (pemda, id),
	unique (pemda, key_hash)
);

-- By what a sending is recognised when it comes again: the hash of the sender's own key for it, or of what was sent.
-- `pemda` is whose API key it came with, `request_key` what the case was opened under, `number` the case it became.
create table open311.received (
	pemda text not null,
	key_id uuid not null,
	sending bytea not null,
	content bytea not null,
	request_key uuid not null,
	number text,
	at timestamptz not null,
	primary key (pemda, key_id, sending),
	foreign key (pemda, key_id) references open311.api_key (pemda, id)
);
create index received_by_sending on open311.received (sending);
create index received_by_time on open311.received (at);

-- When the list of services or a definition was last another one, for the changeset of the discovery document.
create table open311.changeset (
	only_row boolean primary key default true check (only_row),
	hash bytea not null,
	at timestamptz not null
);

-- Up to when the cases of a connected office were looked through.
create table open311.taken_until (
	pemda text not null,
	office_id uuid not null,
	at timestamptz not null,
	primary key (pemda, office_id)
);

-- A case on its way to the server of the office that holds it: once per round; a dispute or a reopening begins a new one.
-- `pemda` and `office_id` are the office's. `trying`: a request is or was under way and nobody knows yet whether it
-- arrived. `kept`: not to be sent. `failed`: the other side will never take it. `ended`: closed there, or out of its hands.
create table open311.sent (
	pemda text not null,
	id uuid not null,
	office_id uuid not null,
	case_pemda text not null,
	case_id uuid not null,
	number text not null,
	round int not null,
	state text not null check (state in ('waiting', 'trying', 'token', 'sent', 'kept', 'failed', 'ended')),
	attempts int not null default 0,
	first_tried_at timestamptz,
	tried_at timestamptz,
	token text,
	remote_id text,
	remote_status text,
	remote_notes text,
	remote_updated text,
	checked_at timestamptz,
	missing_since timestamptz,
	last_error text,
	created_at timestamptz not null,
	primary key (pemda, id),
	unique (pemda, office_id, case_pemda, case_id, round)
);
create index sent_to_check on open311.sent (pemda, office_id, checked_at) where state in ('token', 'sent');

grant usage on schema open311 to ssp_app, ssp_reader;
grant select, insert, update on all tables in schema open311 to ssp_app;
grant delete on open311.received to ssp_app;
grant select (pemda, id, label, created_at, created_by, revoked_at) on open311.api_key to ssp_reader;
grant select on open311.sent to ssp_reader;
