-- What is special to a report: the form while it is being filled in.
create schema reports;

-- One row per unfinished form. Its secret is in the browser's cookie or on the slip for coming back; here is its hash.
create table reports.draft (
	id uuid primary key,
	token_hash bytea not null unique,
	answers jsonb not null default '{}',
	files jsonb not null default '[]',
	receipt jsonb,
	started_at timestamptz not null,
	ends_at timestamptz not null
);
create index draft_by_end on reports.draft (ends_at);

grant usage on schema reports to ssp_app;
grant select, insert, update, delete on reports.draft to ssp_app;
