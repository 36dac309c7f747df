-- Mechanisms that know nothing about government. The job queue has a schema of its own (graphile_worker).
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Who may run a function is written down for each, here and in every migration after this one.
alter default privileges revoke execute on functions from public;

create schema platform;

-- What happened: one row per fact, in the commit that made it true. The queue delivers; this remembers.
create table platform.event (
	pemda text not null,
	id bigint generated always as identity,
	at timestamptz not null default now(),
	type text not null,
	payload jsonb not null,
	primary key (pemda, id)
);
create index event_by_time on platform.event (at);

-- Which job each event starts. Written by the running program from its own code at every start.
create table platform.listener (
	event_type text not null,
	task text not null,
	primary key (event_type, task)
);

-- Adding a job is allowed to the application; reading the queue is not.
create function platform.enqueue(task text, payload jsonb, run_at timestamptz default null, job_key text default null,
	max_attempts int default null) returns void
language sql security definer set search_path = pg_catalog as $$
	select graphile_worker.add_job(task, payload::json, run_at => run_at, job_key => job_key, max_attempts => max_attempts)
$$;

create function platform.announce(of_pemda text, event_type text, payload jsonb) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
	insert into platform.event (pemda, type, payload) values (of_pemda, event_type, payload);
	perform graphile_worker.add_job(l.task, payload::json) from platform.listener l where l.event_type = announce.event_type;
end
$$;

-- Workers that are alive; a job locked by one that is not is given back.
create table platform.worker (
	worker_id text primary key,
	seen_at timestamptz not null default now()
);

-- Who did what, when, from where, on whose behalf. Rows are only ever added.
create table platform.audit (
	pemda text not null,
	id uuid not null,
	at timestamptz not null default clock_timestamp(),
	tx xid8 not null default pg_current_xact_id(),
	actor text not null,
	on_behalf_of text,
	act text not null,
	subject text not null,
	origin text,
	detail jsonb not null default '{}',
	primary key (pemda, id)
);
create index audit_by_transaction on platform.audit (tx);
create index audit_by_subject on platform.audit (subject, at);

-- The chain of each government: every link holds the hash of its row and of the link before it. A job adds links
-- in batches a few seconds behind, in the order of commits, so that no act waits for another.
create table platform.audit_seal (
	pemda text not null,
	seq bigint not null,
	audit_id uuid not null,
	hash bytea not null,
	primary key (pemda, seq),
	unique (pemda, audit_id)
);
create table platform.audit_sealed_until (
	only_row boolean primary key default true check (only_row),
	tx xid8 not null
);
insert into platform.audit_sealed_until (tx) values ('0');

-- One link: SHA-256 over the link before and every column of the row in a fixed text form.
create function platform.audit_link(previous bytea, a platform.audit) returns bytea language sql stable parallel safe as $$
	select sha256(previous || convert_to(jsonb_build_array(a.pemda, a.id,
		to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
		a.actor, a.on_behalf_of, a.act, a.subject, a.origin, a.detail)::text, 'UTF8'))
$$;

-- Adds the links for at most about so many rows, whole transactions only, oldest first. Rows of transactions that
-- still run, and all after them, wait for the next call, so that no row is passed over. Returns how many.
create function platform.seal_audit(at_most int) returns int language plpgsql as $$
declare
	from_tx xid8;
	to_tx xid8 := pg_snapshot_xmin(pg_current_snapshot());
	line platform.audit;
	last_pemda text;
	last_seq bigint;
	last_hash bytea;
	added int := 0;
begin
	select tx into from_tx from platform.audit_sealed_until for update;
	select least(to_tx, coalesce((select (a.tx::text::bigint + 1)::text::xid8 from platform.audit a where a.tx >= from_tx and a.tx < to_tx
		order by a.tx offset at_most limit 1), to_tx)) into to_tx;
	for line in
		select a.* from platform.audit a where a.tx >= from_tx and a.tx < to_tx
			and not exists (select from platform.audit_seal s where s.pemda = a.pemda and s.audit_id = a.id)
		order by a.pemda, a.tx, a.id
	loop
		if last_pemda is distinct from line.pemda then
			last_pemda := line.pemda;
			select seq, hash into last_seq, last_hash from platform.audit_seal s
				where s.pemda = line.pemda order by seq desc limit 1;
			last_seq := coalesce(last_seq, 0);
			last_hash := coalesce(last_hash, ''::bytea);
		end if;
		last_seq := last_seq + 1;
		last_hash := platform.audit_link(last_hash, line);
		insert into platform.audit_seal (pemda, seq, audit_id, hash) values (line.pemda, last_seq, line.id, last_hash);
		added := added + 1;
	end loop;
	update platform.audit_sealed_until set tx = to_tx;
	return added;
end
$$;

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
	raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete or truncate on platform.audit
	for each statement execute function platform.refuse_change();
create trigger append_only before update or delete or truncate on platform.audit_seal
	for each statement execute function platform.refuse_change();

-- Budgets of attempts. Losing them in a crash harms nobody.
create unlogged table platform.spent (
	key text not null,
	period_start timestamptz not null,
	count int not null,
	primary key (key, period_start)
);

-- What data files were loaded last, so that an unchanged one is not loaded again.
create table platform.loaded (
	name text primary key,
	sha256 text not null,
	at timestamptz not null default now()
);

-- Mails and text messages by their key: one that was sent, or may have been when its process died, is never sent again.
create table platform.sent (
	key text primary key,
	started_at timestamptz not null,
	sent_at timestamptz,
	failed_at timestamptz
);

-- What the virus scanner said of stored files, where one is configured. 'pending': it did not answer and is asked again.
create table platform.scan (
	sha256 text primary key,
	state text not null check (state in ('pending', 'clean', 'infected', 'unscannable')),
	asked_at timestamptz not null
);
create index scan_waiting on platform.scan (asked_at) where state = 'pending';

-- Files that came in and that nobody has said yet to keep for good. One that no room names after two days is removed.
create table platform.stored_file (
	sha256 text primary key,
	stored_at timestamptz not null
);

-- Small secrets that must outlive a process and be shared by all of them.
create table platform.setting (
	name text primary key,
	value jsonb not null
);

-- The row-level-security scope of the present transaction. Unset means: what is public, no more.
create function platform.scope_pemda() returns text[] language sql stable parallel safe as
	$$ select coalesce(nullif(current_setting('ssp.pemda', true), ''), '{}')::text[] $$;
create function platform.scope_offices() returns uuid[] language sql stable parallel safe as
	$$ select coalesce(nullif(current_setting('ssp.offices', true), ''), '{}')::uuid[] $$;
create function platform.scope_cases() returns uuid[] language sql stable parallel safe as
	$$ select coalesce(nullif(current_setting('ssp.cases', true), ''), '{}')::uuid[] $$;
-- The one case an act is working on, once the policy said yes: the act may take it out of its own actor's scope.
create function platform.scope_kept() returns uuid language sql stable parallel safe as
	$$ select nullif(current_setting('ssp.kept', true), '')::uuid $$;
-- Governments whose cases may be read, never changed: an overseer's.
create function platform.scope_reads() returns text[] language sql stable parallel safe as
	$$ select coalesce(nullif(current_setting('ssp.reads', true), ''), '{}')::text[] $$;
-- Governments whose own papers (lists of officers, proposals, apps, ready answers) are at hand: says nothing about cases.
create function platform.scope_houses() returns text[] language sql stable parallel safe as
	$$ select coalesce(nullif(current_setting('ssp.houses', true), ''), '{}')::text[] $$;
create function platform.scope_all() returns boolean language sql stable parallel safe as
	$$ select coalesce(current_setting('ssp.all', true), '') = 'on' $$;
create function platform.scope_system() returns boolean language sql stable parallel safe as
	$$ select coalesce(current_setting('ssp.system', true), '') = 'on' $$;

-- Whose own data an act is about: the person who asks, or whom an officer at a counter has before them.
create function platform.scope_account() returns uuid language sql stable parallel safe as
	$$ select nullif(current_setting('ssp.account', true), '')::uuid $$;

-- Text as people search it: no accents, no case.
create function platform.plain(text) returns text language sql immutable parallel safe as
	$$ select lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;

-- The second wall of the trail: anybody's act adds to it; of what stands there, a person reads what is about themselves.
alter table platform.audit enable row level security;
create policy add on platform.audit for insert to ssp_app with check (true);
create policy see_own on platform.audit for select to ssp_app using (
	(select platform.scope_system()) or subject = 'account:' || (select platform.scope_account())::text);

grant usage on schema platform to ssp_app, ssp_reader;
grant execute on function platform.enqueue, platform.announce, platform.scope_pemda, platform.scope_offices, platform.scope_cases,
	platform.scope_kept, platform.scope_reads, platform.scope_houses, platform.scope_all, platform.scope_system,
	platform.scope_account, platform.plain to ssp_app;
grant select on platform.loaded to ssp_app, ssp_reader;
grant select, insert on platform.audit to ssp_app;
grant select, insert, update, delete on platform.spent, platform.sent, platform.stored_file to ssp_app;
grant select, insert, update on platform.setting, platform.scan to ssp_app;
