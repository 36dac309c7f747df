-- Areas, governments, offices and posts; who is responsible for what; calendars; outlines.
create schema regions;

-- The 34 governments, and '00' for agencies of the state that are none of them and work outside this platform.
create table regions.pemda (
	pemda text not null primary key check (pemda ~ '^[0-9]{2}(\.[0-9]{2})?$'),
	kind text not null check (kind in ('province', 'regency', 'city', 'national')),
	name text not null,
	short_name text not null,
	seat text not null,
	number_prefix text not null unique check (number_prefix ~ '^[2-9A-HJKMNP-Z]{2}$'),
	calendar text not null,
	weekend smallint[] not null default '{0,6}',
	edited_at timestamptz,
	edited_by text
);

-- Province, kabupaten and kota, kecamatan, kelurahan and desa by their Kemendagri codes. `pemda` is the government it
-- lies in; the code begins with it, so the key does too. For searching: `key` is the name without spaces, `own` its
-- names and aliases between bars, with and without spaces, `words` these with the names of what it lies in.
create table regions.region (
	code text not null primary key,
	level smallint not null check (level between 1 and 4),
	parent text references regions.region (code),
	pemda text not null references regions.pemda (pemda),
	kind text not null check (kind in ('provinsi', 'kabupaten', 'kota', 'kecamatan', 'kelurahan', 'desa')),
	name text not null,
	official_name text not null,
	population int,
	area_km2 numeric(9, 1),
	area_note text,
	lat double precision not null check (lat between -90 and 90),
	lon double precision not null check (lon between -180 and 180),
	point_kind text not null check (point_kind in ('official', 'schematic')),
	key text not null,
	own text not null,
	words text not null,
	active boolean not null default true,
	edited_at timestamptz,
	edited_by text,
	check ((level = 1) = (parent is null))
);
create index region_children on regions.region (parent, code);
create index region_of_level on regions.region (level, code);
create index region_of_pemda on regions.region (pemda, code);
create index region_by_key on regions.region (key);
-- Ordered by likeness straight from the index: the few nearest names cost a millisecond, without a threshold to guess.
create index region_by_own on regions.region using gist (own gist_trgm_ops(siglen = 32));
create index region_by_words on regions.region using gist (words gist_trgm_ops(siglen = 32));

-- Old names, other spellings, what people say for short. Taken into the search key of the region when data are loaded.
create table regions.region_alias (
	code text not null references regions.region (code),
	alias text not null,
	kind text not null check (kind in ('old-name', 'spelling', 'short')),
	edited_at timestamptz,
	primary key (code, alias)
);

create table regions.office (
	pemda text not null references regions.pemda (pemda),
	id uuid not null,
	slug text not null,
	name text not null,
	short_name text not null default '',
	kind text not null check (kind in ('leader', 'secretariat', 'inspectorate', 'desk', 'opd', 'uptd', 'bumd', 'kecamatan',
		'kelurahan', 'desa', 'national')),
	parent_id uuid,
	functions text[] not null default '{}',
	region text not null references regions.region (code),
	open311 jsonb,
	external boolean not null default false,
	active boolean not null default true,
	edited_at timestamptz,
	edited_by text,
	primary key (pemda, id),
	unique (pemda, slug),
	foreign key (pemda, parent_id) references regions.office (pemda, id) deferrable initially deferred
);
create index office_of_region on regions.office (pemda, region);

create table regions.post (
	pemda text not null,
	id uuid not null,
	office_id uuid not null,
	title text not null,
	role text not null check (role in ('officer', 'triage', 'office-head', 'secretary', 'regional-head', 'administrator', 'overseer')),
	-- Whose reports an overseer may read: one government's code, or '*' for all.
	oversees text,
	active boolean not null default true,
	edited_at timestamptz,
	edited_by text,
	primary key (pemda, id),
	check ((role = 'overseer') = (oversees is not null)),
	foreign key (pemda, office_id) references regions.office (pemda, id) deferrable initially deferred
);
create index post_of_office on regions.post (pemda, office_id, role);

-- What people report. `attributes` are the extra questions, in the words of Open311 GeoReport v2.
create table regions.subject (
	code text not null primary key check (code ~ '^[a-z-]+\.[a-z-]+$'),
	position int not null,
	group_code text not null,
	group_name_id text not null,
	group_name_en text not null,
	name_id text not null,
	name_en text not null,
	description_id text not null,
	description_en text not null,
	keywords text[] not null default '{}',
	asset_classes jsonb not null default '[]',
	default_class text not null check (default_class in ('complaint', 'complaint-investigation', 'aspiration', 'question')),
	sensitive boolean not null default false,
	urgent boolean not null default false,
	attributes jsonb not null default '[]',
	active boolean not null default true,
	edited_at timestamptz,
	edited_by text
);

-- Who answers for what: subject (or a whole group, 'road.*', or '*') × region (a code and all below it) × asset class
-- → a function of the government of that tier, or one office by its pemda and slug. Edited, never overwritten by a load.
create table regions.responsibility (
	id uuid not null primary key,
	subject text not null,
	region text not null,
	asset_class text not null default '*',
	tier text not null check (tier in ('national', 'provincial', 'regency', 'kecamatan', 'village')),
	function text,
	office_pemda text,
	office_slug text,
	confidence real not null check (confidence > 0 and confidence <= 1),
	reason text not null,
	legal_basis text not null,
	-- Why somebody set it so, in their words.
	note text,
	valid_from date not null,
	valid_to date,
	source text not null check (source in ('data', 'edited')),
	edited_at timestamptz,
	edited_by text,
	check ((function is null) <> (office_slug is null)),
	check ((office_pemda is null) = (office_slug is null)),
	check (valid_to is null or valid_to >= valid_from),
	foreign key (office_pemda, office_slug) references regions.office (pemda, slug) deferrable initially deferred
);

-- Days without work. `pemda` '*' is everywhere.
create table regions.calendar_day (
	pemda text not null,
	day date not null,
	kind text not null check (kind in ('national-holiday', 'joint-leave', 'regional')),
	name_id text not null,
	provisional boolean not null,
	source text not null,
	edited_at timestamptz,
	edited_by text,
	primary key (pemda, day)
);

-- Imported outlines, rings as [longitude, latitude] pairs: one fine enough to say where a point lies, one to draw.
create table regions.boundary (
	code text not null primary key references regions.region (code),
	level smallint not null,
	outline jsonb not null,
	drawing jsonb not null,
	extent box not null,
	source text not null,
	imported_at timestamptz not null default now(),
	imported_by text not null
);
create index boundary_extent on regions.boundary using gist (extent);

-- Every change of these tables raises the number, so that each process knows when its copy in memory is old.
create table regions.snapshot_version (
	only_row boolean primary key default true check (only_row),
	version bigint not null
);
insert into regions.snapshot_version (version) values (1);

create function regions.raise_version() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	update regions.snapshot_version set version = version + 1;
	return null;
end
$$;
do $$
declare
	t text;
begin
	foreach t in array array['pemda', 'region', 'office', 'post', 'subject', 'responsibility', 'calendar_day', 'boundary'] loop
		execute format('create trigger raise_version after insert or update or delete on regions.%I
			for each statement execute function regions.raise_version()', t);
	end loop;
end
$$;

grant usage on schema regions to ssp_app, ssp_reader;
grant select on all tables in schema regions to ssp_app, ssp_reader;
revoke select on regions.office from ssp_reader;
grant select (pemda, id, slug, name, short_name, kind, parent_id, functions, region, external, active) on regions.office to ssp_reader;
grant insert, update on regions.responsibility to ssp_app;
grant update (open311, edited_at, edited_by) on regions.office to ssp_app;
