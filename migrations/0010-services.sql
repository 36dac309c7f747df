-- What can be applied for. A published version never changes: it is known by the hash of its canonical form (RFC 8785).
create schema services;

create table services.version (
	service_id text not null,
	version int not null check (version > 0),
	hash bytea not null check (length(hash) = 32),
	definition jsonb not null,
	published_at timestamptz not null,
	-- Whoever sent it for publishing, and the second person.
	published_by text not null,
	approved_by text,
	-- Against the version before: how far it goes, and what becomes of drafts and of what runs.
	reach text not null default 'new' check (reach in ('new', 'text', 'compatible', 'breaking')),
	policy jsonb not null default '{"drafts": {"way": "reconcile"}, "running": {"way": "pin"}}',
	primary key (service_id, version),
	check (approved_by is distinct from published_by)
);
-- What was applied for under a version is pinned to its hash.
create index version_by_hash on services.version (hash);

-- What the catalogue shows of each service's newest version.
create table services.service (
	id text primary key,
	version int not null,
	title_id text not null,
	title_en text not null,
	summary_id text not null,
	summary_en text not null,
	audience text[] not null,
	events text[] not null,
	tier text not null check (tier in ('province', 'regency')),
	office_function text not null,
	free boolean not null,
	-- Everything people may call it, for the search: stems of Indonesian, and letters for what is mistyped.
	words text not null,
	stems tsvector generated always as (to_tsvector('pg_catalog.indonesian', words)) stored,
	ended_at timestamptz,
	foreign key (id, version) references services.version (service_id, version)
);
create index service_by_stem on services.service using gin (stems);
create index service_by_letters on services.service using gin (words gin_trgm_ops);

-- What officials are writing: one draft of a service, each change a step that can be undone until it is sent.
create table services.draft (
	id uuid primary key,
	service_id text not null unique,
	-- The version it began as; null for a service that is new.
	began_as int,
	definition jsonb not null,
	revision int not null check (revision > 0),
	-- Accounts that changed it since it began: none of them publishes it.
	edited_by uuid[] not null,
	edited_at timestamptz not null,
	sent_by uuid,
	sent_at timestamptz,
	policy jsonb,
	foreign key (service_id, began_as) references services.version (service_id, version),
	check ((sent_by is null) = (sent_at is null) and (sent_by is null) = (policy is null))
);

create table services.draft_step (
	draft_id uuid not null references services.draft (id) on delete cascade,
	revision int not null,
	definition jsonb not null,
	edited_by uuid not null,
	edited_at timestamptz not null,
	primary key (draft_id, revision)
);

-- Past applications tried against a draft: how far it has come, and what would have come out otherwise.
create table services.simulation (
	id uuid primary key,
	draft_id uuid not null references services.draft (id) on delete cascade,
	revision int not null,
	started_by uuid not null,
	started_at timestamptz not null,
	total int,
	done int not null default 0,
	result jsonb,
	finished_at timestamptz
);
create index simulation_by_draft on services.simulation (draft_id, started_at desc);

grant usage on schema services to ssp_app, ssp_reader;
grant select on all tables in schema services to ssp_app, ssp_reader;
-- A version is added and never changed.
grant insert on services.version to ssp_app;
grant insert, update on services.service, services.simulation to ssp_app;
grant insert, update, delete on services.draft, services.draft_step to ssp_app;
