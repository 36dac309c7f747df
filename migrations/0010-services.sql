-- What can be applied for. A published version never changes: it is known by the hash of its canonical form (RFC 8785).
create schema services;

create table services.version (
	service_id text not null,
	version int not null check (version > 0),
	hash bytea not null check (length(hash) = 32),
	definition jsonb not null,
	published_at timestamptz not null,
	published_by text not null,
	primary key (service_id, version)
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

grant usage on schema services to ssp_app, ssp_reader;
grant select on all tables in schema services to ssp_app, ssp_reader;
