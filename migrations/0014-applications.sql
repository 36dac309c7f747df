-- Applications for services. A sent application is a case of casework under the same id; here is what its definition adds:
-- where it stands, what was answered and found, who has to act by when, and every step that led there.
create schema applications;

-- What the events add up to, kept so that a list reads a row.
create table applications.application (
	pemda text not null,
	id uuid not null,
	number text not null,
	service_id text not null,
	-- The version it was sent under; it never changes.
	version_hash text not null check (version_hash ~ '^[0-9a-f]{64}$'),
	state text not null,
	-- Whose turn it is in this state.
	turn text not null check (turn in ('applicant', 'officer', 'system', 'end')),
	entered_at timestamptz not null,
	-- Events so far: what an officer saw, and what the next act must still find.
	seq int not null check (seq > 0),
	home_office_id uuid not null,
	holder_pemda text not null,
	holder_office_id uuid not null,
	-- Who may see it: whoever holds or held it, or is asked for an opinion.
	reader_pemda text[] not null,
	reader_offices uuid[] not null,
	channel text not null,
	lang text not null check (lang in ('id', 'en')),
	region text not null,
	applicant_kind text not null check (applicant_kind in ('person', 'business')),
	applicant_id uuid not null,
	applicant_name text not null,
	-- The mandate somebody acted under.
	acts_for jsonb,
	filed_by text not null,
	filed_at timestamptz not null,
	-- Of the step now, null once it is over; and of the whole, as promised.
	due_at timestamptz,
	promised_at timestamptz not null,
	answers jsonb not null,
	files jsonb not null default '[]',
	findings jsonb not null default '{}',
	-- Of the state now.
	ticked text[] not null default '{}',
	correction jsonb,
	-- Accounts that moved it here: for four eyes.
	moved_by text[] not null default '{}',
	invoice_id uuid,
	settled_at timestamptz,
	outcome text check (outcome in ('granted', 'refused', 'withdrawn', 'lapsed')),
	ended_at timestamptz,
	-- The last day on which answers and files are kept; and when they were taken out after it.
	keep_until date,
	emptied_at timestamptz,
	primary key (pemda, id),
	unique (pemda, number),
	check ((outcome is null) = (ended_at is null))
);
-- The desk of an office and that of a whole government, in the order of their lists. What is counted there lies in the index.
create index application_desk on applications.application (holder_pemda, holder_office_id, due_at, id) include (turn, service_id, state)
	where ended_at is null;
create index application_of_pemda on applications.application (holder_pemda, due_at, id) where ended_at is null;
create index application_ended on applications.application (holder_pemda, holder_office_id, ended_at, id) where ended_at is not null;
create index application_ended_of_pemda on applications.application (holder_pemda, ended_at, id) where ended_at is not null;
create index application_to_empty on applications.application (keep_until, id) where keep_until is not null and emptied_at is null;
create index application_by_applicant on applications.application (applicant_id, filed_at desc);
create index application_by_service on applications.application (service_id, version_hash) where ended_at is null;
-- The newest of a service first, to be tried against a draft of it.
create index application_sent on applications.application (service_id, filed_at desc, id desc);
create index application_by_invoice on applications.application (invoice_id) where invoice_id is not null and settled_at is null;

-- Append-only: an application is the fold of its events.
create table applications.event (
	pemda text not null,
	application_id uuid not null,
	seq int not null check (seq > 0),
	at timestamptz not null,
	kind text not null,
	transition text,
	from_state text,
	to_state text,
	actor text not null,
	actor_name text not null default '',
	-- By which role, for which office; and in whose place: a lent desk, a mandate.
	role text not null,
	office_id uuid,
	acting_for text,
	assurance text,
	reason text not null default '',
	-- The difference it makes.
	diff jsonb not null default '{}',
	version_hash text not null,
	key text,
	primary key (pemda, application_id, seq),
	foreign key (pemda, application_id) references applications.application (pemda, id)
);
create unique index event_once on applications.event (pemda, application_id, key) where key is not null;
create trigger event_stays before delete on applications.event
	for each statement execute function platform.refuse_change();
-- Nothing of it changes, but that what was answered is taken out of an application that was kept long enough.
create function applications.keep_event() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
	if to_jsonb(new) - 'diff' <> to_jsonb(old) - 'diff' or new.diff <> old.diff - '{answers,files,findings,correction}'::text[]
		or not exists (select from applications.application a
			where a.pemda = old.pemda and a.id = old.application_id and a.emptied_at is not null) then
		raise exception 'applications.event is append-only' using errcode = 'insufficient_privilege';
	end if;
	return new;
end
$$;
create trigger event_kept before update on applications.event for each row execute function applications.keep_event();

-- One visit of a state, for what a step takes.
create table applications.stay (
	pemda text not null,
	application_id uuid not null,
	seq int not null,
	service_id text not null,
	state text not null,
	kind text not null check (kind in ('applicant', 'officer', 'system', 'end')),
	office_pemda text not null,
	office_id uuid not null,
	entered_at timestamptz not null,
	due_at timestamptz,
	left_at timestamptz,
	primary key (pemda, application_id, seq),
	foreign key (pemda, application_id) references applications.application (pemda, id)
);
create index stay_now on applications.stay (pemda, application_id) where left_at is null;
create index stay_left on applications.stay using brin (left_at) with (autosummarize = on);

-- How steps go, measured per period and kept, so that a page reads a row. `office_id` all zeros is the government as a whole,
-- of what it may see whole.
create table applications.step_figure (
	pemda text not null,
	office_id uuid not null,
	days int not null,
	service_id text not null,
	state text not null,
	kind text not null,
	measured_at timestamptz not null,
	-- Visits that ended in the period; of those with a term, how many ended within it.
	left_count int not null,
	median_hours double precision not null,
	with_term int not null,
	on_time int not null,
	primary key (pemda, office_id, days, service_id, state)
);

-- A term that runs. It fires once; it stands still while the applicant has to act.
create table applications.clock (
	pemda text not null,
	id uuid not null,
	application_id uuid not null,
	kind text not null check (kind in ('state', 'warning', 'branch', 'promise')),
	state text not null,
	opinion_id uuid,
	-- Of a warning: working days before the term of the state ends.
	days_before int,
	working_days int not null,
	calendar text not null,
	started_at timestamptz not null,
	due_at timestamptz not null,
	paused_since timestamptz,
	ended_at timestamptz,
	fired_at timestamptz,
	primary key (pemda, id),
	foreign key (pemda, application_id) references applications.application (pemda, id)
);
create index clock_of_application on applications.clock (pemda, application_id);
create index clock_to_fire on applications.clock (due_at, id) where fired_at is null and ended_at is null and paused_since is null;

create table applications.clock_pause (
	pemda text not null,
	clock_id uuid not null,
	paused_at timestamptz not null,
	resumed_at timestamptz,
	primary key (pemda, clock_id, paused_at),
	foreign key (pemda, clock_id) references applications.clock (pemda, id)
);

-- What other offices or governments are asked when a state with a fork is entered.
create table applications.opinion (
	pemda text not null,
	id uuid not null,
	application_id uuid not null,
	-- The event that asked.
	seq int not null,
	state text not null,
	branch text not null,
	office_pemda text not null,
	office_id uuid not null,
	asked_at timestamptz not null,
	due_at timestamptz not null,
	verdict text check (verdict in ('agree', 'object')),
	reason text not null default '',
	decided_at timestamptz,
	decided_by text,
	decided_name text,
	late_at timestamptz,
	-- No longer needed: the others had decided it.
	ended_at timestamptz,
	primary key (pemda, id),
	unique (pemda, application_id, seq, branch),
	foreign key (pemda, application_id) references applications.application (pemda, id),
	check ((verdict is null) = (decided_at is null))
);
create index opinion_of_application on applications.opinion (pemda, application_id);
create index opinion_desk on applications.opinion (office_pemda, office_id, due_at, id) where decided_at is null and ended_at is null;

-- Whoever has an interest of their own stays away from it.
create table applications.recusal (
	pemda text not null,
	opinion_id uuid not null,
	account_id uuid not null,
	reason text not null,
	at timestamptz not null,
	primary key (pemda, opinion_id, account_id),
	foreign key (pemda, opinion_id) references applications.opinion (pemda, id)
);

-- An officer goes there.
create table applications.inspection (
	pemda text not null,
	id uuid not null,
	application_id uuid not null,
	state text not null,
	at timestamptz not null,
	place text not null,
	inspector_id uuid,
	inspector text not null,
	planned_by text not null,
	planned_at timestamptz not null,
	done_at timestamptz,
	done_by text,
	-- What it was sent with: the same again is the same record, another is refused.
	done_key text,
	note text not null default '',
	-- When and where it was taken down, as the device says.
	captured_at timestamptz,
	captured_lat float8,
	captured_lon float8,
	captured_accuracy_m int,
	cancelled_at timestamptz,
	primary key (pemda, id),
	foreign key (pemda, application_id) references applications.application (pemda, id)
);
create index inspection_of_application on applications.inspection (pemda, application_id);
create index inspection_to_come on applications.inspection (pemda, at) where done_at is null and cancelled_at is null;

-- The words of a name, each after the government and after the office that hold the application: whoever searches a desk
-- reads the words of that desk alone.
create function applications.desk_words(pemda text, office uuid, named text) returns tsvector
language sql immutable parallel safe cost 1000 set search_path = pg_catalog as $$
	select array_to_tsvector(array_agg(distinct desk || ' ' || word)) from unnest(array[pemda, office::text]) desk,
		regexp_split_to_table(platform.plain(named), '\W+') word where word <> ''
$$;
create index application_by_name on applications.application
	using gin (applications.desk_words(holder_pemda, holder_office_id, applicant_name)) with (fastupdate = off);

-- Those of these desks whose applicant has a word that begins like each of some words, `most` at most. The index can only
-- be used past row-level security, so the desks are fenced here; whoever reads the rows is fenced again.
create function applications.find_named(desks text[], words text[], most int) returns table (pemda text, id uuid)
language sql stable security definer rows 100 set search_path = pg_catalog set enable_seqscan = off as $$
	select a.pemda, a.id from applications.application a
	where applications.desk_words(a.holder_pemda, a.holder_office_id, a.applicant_name) @@ (
		select string_agg(each, ' | ')::tsquery from (
			select '(' || string_agg(quote_literal(desk || ' ' || platform.plain(word)) || ':*', ' & ') || ')' as each
			from unnest(desks) desk, unnest(words) word
			where desk = any (platform.scope_pemda()) or desk = any (platform.scope_offices()::text[])
			group by desk) t)
	limit most
$$;

-- What waits on desks, by the step it waits in: offices, or where an office is all zeros what of a government is seen whole.
-- An office is among the readers of all it holds, so it is counted along the index of desks alone, which row-level
-- security would leave for each row's list of readers.
create function applications.count_waiting(pemdas text[], offices uuid[], at timestamptz)
returns table (pemda text, office_id uuid, service_id text, state text, turn text, open int, late int)
language sql stable security definer rows 100 set search_path = pg_catalog as $$
	select d.pemda, d.office, w.* from unnest(pemdas, offices) d (pemda, office), lateral (
		select a.service_id, a.state, a.turn, count(*)::int, (count(*) filter (where a.due_at < at))::int
		from applications.application a where a.holder_pemda = d.pemda and a.holder_office_id = d.office and a.ended_at is null
		group by 1, 2, 3) w
	where d.office = any (platform.scope_offices())
	union all
	select d.pemda, d.office, w.* from unnest(pemdas, offices) d (pemda, office), lateral (
		select a.service_id, a.state, a.turn, count(*)::int, (count(*) filter (where a.due_at < at))::int
		from applications.application a where a.holder_pemda = d.pemda and a.ended_at is null
			and (a.reader_pemda && platform.scope_pemda() or a.reader_offices && platform.scope_offices())
		group by 1, 2, 3) w
	where d.office = '00000000-0000-0000-0000-000000000000' and d.pemda = any (platform.scope_pemda())
$$;

-- Whose it is: a question about one owner, whose account was asked for before.
create function applications.own_applications(owner uuid) returns setof applications.application
language sql stable security definer set search_path = pg_catalog as $$
	select * from applications.application a where a.applicant_id = owner order by a.filed_at desc, a.id desc
$$;

-- How many applications were decided by the day that was promised, measured per period and kept per day: public figures, so
-- that a page reads a row. By the office it was sent to; all zeros is the government as a whole.
create table applications.punctuality (
	pemda text not null,
	office_id uuid not null,
	days int not null,
	as_of date not null,
	measured_at timestamptz not null,
	decided int not null,
	on_time int not null,
	late_open int not null,
	primary key (pemda, office_id, days, as_of)
);
create index punctuality_of_day on applications.punctuality (as_of, days);
create index application_decided on applications.application (ended_at) include (pemda, home_office_id, promised_at, outcome)
	where ended_at is not null;
create index application_overdue on applications.application (promised_at) include (pemda, home_office_id) where ended_at is null;

grant usage on schema applications to ssp_app, ssp_reader;
grant select, insert, update on applications.punctuality to ssp_app;
grant select on applications.punctuality to ssp_reader;
grant select, insert, update on applications.application, applications.stay, applications.clock, applications.clock_pause,
	applications.opinion, applications.inspection to ssp_app;
grant select, insert on applications.event, applications.recusal to ssp_app;
grant select on applications.step_figure to ssp_app;
grant execute on function applications.own_applications, applications.desk_words, applications.find_named, applications.count_waiting
	to ssp_app;

-- The second wall. An act keeps the one application in sight that it was allowed to work on.
alter table applications.application enable row level security;
create policy see on applications.application for select to ssp_app using (
	(select platform.scope_system())
	or id = (select platform.scope_kept())
	or id = any ((select platform.scope_cases())::uuid[])
	or reader_offices && (select platform.scope_offices())::uuid[]
	or reader_pemda && (select platform.scope_pemda())::text[]);
create policy change on applications.application for update to ssp_app using (
	(select platform.scope_system())
	or id = (select platform.scope_kept())
	or id = any ((select platform.scope_cases())::uuid[])
	or reader_offices && (select platform.scope_offices())::uuid[]
	or reader_pemda && (select platform.scope_pemda())::text[]);
create policy open on applications.application for insert to ssp_app with check (id = (select platform.scope_kept()));

do $$
declare
	t text;
begin
	foreach t in array array['event', 'stay', 'clock', 'opinion', 'inspection'] loop
		execute format('alter table applications.%I enable row level security', t);
		execute format('create policy see on applications.%I for select to ssp_app using (exists (select from applications.application a
			where a.pemda = %I.pemda and a.id = %I.application_id))', t, t, t);
		execute format('create policy add on applications.%I for insert to ssp_app with check (exists (select from applications.application a
			where a.pemda = %I.pemda and a.id = %I.application_id))', t, t, t);
		if t <> 'event' then
			execute format('create policy change on applications.%I for update to ssp_app using (exists (select from applications.application a
				where a.pemda = %I.pemda and a.id = %I.application_id))', t, t, t);
		end if;
	end loop;
end
$$;
alter table applications.step_figure enable row level security;
create policy see on applications.step_figure for select to ssp_app using (
	office_id = any ((select platform.scope_offices())::uuid[]) or pemda = any ((select platform.scope_pemda())::text[]));
alter table applications.clock_pause enable row level security;
create policy see on applications.clock_pause for select to ssp_app using (exists (select from applications.clock c
	where c.pemda = clock_pause.pemda and c.id = clock_id));
create policy add on applications.clock_pause for insert to ssp_app with check (exists (select from applications.clock c
	where c.pemda = clock_pause.pemda and c.id = clock_id));
create policy change on applications.clock_pause for update to ssp_app using (exists (select from applications.clock c
	where c.pemda = clock_pause.pemda and c.id = clock_id));
alter table applications.recusal enable row level security;
create policy see on applications.recusal for select to ssp_app using (exists (select from applications.opinion o
	where o.pemda = recusal.pemda and o.id = opinion_id));
create policy add on applications.recusal for insert to ssp_app with check (exists (select from applications.opinion o
	where o.pemda = recusal.pemda and o.id = opinion_id));

-- Drafts
-- An application while it is filled in, resumed on any device of whoever began it: of a person or a business, by
-- themselves, under a mandate, or by an officer at a counter. Its id is the idempotency key of what it becomes.
create table applications.draft (
	id uuid primary key,
	-- Whose it is; who fills it in.
	owner_kind text not null check (owner_kind in ('person', 'business')),
	owner_id uuid not null,
	owner_name text not null,
	filler_id uuid not null,
	mandate_id uuid,
	channel text not null check (channel in ('web', 'counter')),
	-- Of the counter's office.
	counter jsonb,
	service_id text not null,
	version_hash text not null check (version_hash ~ '^[0-9a-f]{64}$'),
	-- The kabupaten or kota whose office is asked, of a service of the regencies.
	region text,
	answers jsonb not null default '{}',
	files jsonb not null default '[]',
	-- What government knew of the owner when it began, by source.
	known jsonb not null default '{}',
	-- What it corrects: an application, and the items that were named.
	corrects jsonb,
	-- What it renews.
	renews jsonb,
	-- Saved so often: of two devices the later one is not overwritten unseen.
	seq int not null default 0,
	sent jsonb,
	started_at timestamptz not null,
	changed_at timestamptz not null,
	ends_at timestamptz not null
);
create index draft_by_service on applications.draft (service_id) where sent is null;
create index draft_by_owner on applications.draft (owner_id, changed_at desc);
create index draft_by_filler on applications.draft (filler_id, changed_at desc);
create index draft_by_end on applications.draft (ends_at);
-- One correction of an application is under way at a time.
create unique index draft_one_correction on applications.draft ((corrects->>'id')) where corrects is not null and sent is null;

-- Who signs beside the applicant: invited at an address, agrees signed in, to exactly what stands there then.
create table applications.signature (
	draft_id uuid not null references applications.draft (id) on delete cascade,
	-- The record of the group of signatories.
	record text not null,
	name text not null,
	email text not null,
	token_hash bytea not null unique,
	invited_at timestamptz not null,
	account_id uuid,
	account_name text,
	-- Of what was agreed to: answers that change later are not signed.
	content_hash text,
	agreed_at timestamptz,
	primary key (draft_id, record)
);

-- Who signed an application that was sent.
create table applications.signatory (
	pemda text not null,
	application_id uuid not null,
	record text not null,
	name text not null,
	account_id uuid not null,
	content_hash text not null,
	agreed_at timestamptz not null,
	primary key (pemda, application_id, record),
	foreign key (pemda, application_id) references applications.application (pemda, id)
);

-- A visit at a time. A seat is taken once: what is full cannot be booked, however many try.
create table applications.visit (
	pemda text not null,
	id uuid not null,
	application_id uuid not null,
	office_id uuid not null,
	service_id text not null,
	resource text not null,
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	seat int not null check (seat > 0),
	booked_at timestamptz not null,
	booked_by text not null,
	cancelled_at timestamptz,
	primary key (pemda, id),
	foreign key (pemda, application_id) references applications.application (pemda, id)
);
create unique index visit_seat on applications.visit (pemda, office_id, service_id, resource, starts_at, seat) where cancelled_at is null;
create unique index visit_one on applications.visit (pemda, application_id, resource) where cancelled_at is null;

-- When a document that was given ends, and when its holder is reminded to renew it.
create table applications.renewal (
	pemda text not null,
	application_id uuid not null,
	output text not null,
	document_id uuid not null,
	number text not null,
	valid_to date not null,
	opens_on date not null,
	remind_on date[] not null,
	reminded_until date,
	renewed_by uuid,
	primary key (pemda, application_id, output),
	foreign key (pemda, application_id) references applications.application (pemda, id)
);
create index renewal_to_remind on applications.renewal (valid_to) where renewed_by is null;
create index renewal_by_next on applications.renewal (renewed_by) where renewed_by is not null;

-- Takes out what was answered, sent and noted, once the last day it is kept has passed in Medan; what remains is that it was,
-- whose, its steps, and how it ended. Once: false where it was done before, is not over, or is still kept.
create function applications.empty_application(of_pemda text, of_id uuid, at_time timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
	update applications.application set answers = '{}', files = '[]', findings = '{}', correction = null, emptied_at = at_time
		where pemda = of_pemda and id = of_id and ended_at is not null and emptied_at is null
			and keep_until < (at_time at time zone 'Asia/Jakarta')::date;
	if not found then
		return false;
	end if;
	update applications.event set diff = diff - '{answers,files,findings,correction}'::text[]
		where pemda = of_pemda and application_id = of_id and diff ?| '{answers,files,findings,correction}'::text[];
	update applications.inspection set place = '', note = '', captured_lat = null, captured_lon = null, captured_accuracy_m = null
		where pemda = of_pemda and application_id = of_id;
	update applications.signatory set name = '' where pemda = of_pemda and application_id = of_id;
	return true;
end
$$;
revoke execute on function applications.empty_application, applications.keep_event from public;
grant execute on function applications.empty_application to ssp_app;

grant select, insert, update, delete on applications.draft, applications.signature to ssp_app;
grant select, insert on applications.signatory to ssp_app;
grant select, insert, update on applications.visit, applications.renewal to ssp_app;

alter table applications.draft enable row level security;
create policy own on applications.draft to ssp_app using ((select platform.scope_system())
	or owner_id = (select platform.scope_account()) or filler_id = (select platform.scope_account())
	or people.answers_for((select platform.scope_account()), owner_id)) with check ((select platform.scope_system())
	or owner_id = (select platform.scope_account()) or filler_id = (select platform.scope_account())
	or people.answers_for((select platform.scope_account()), owner_id));
alter table applications.signature enable row level security;
create policy of_draft on applications.signature to ssp_app
	using (exists (select from applications.draft d where d.id = draft_id))
	with check (exists (select from applications.draft d where d.id = draft_id));
do $$
declare
	t text;
begin
	foreach t in array array['signatory', 'visit', 'renewal'] loop
		execute format('alter table applications.%I enable row level security', t);
		execute format('create policy see on applications.%I for select to ssp_app using ((select platform.scope_system())
			or exists (select from applications.application a where a.pemda = %I.pemda and a.id = %I.application_id))', t, t, t);
		execute format('create policy add on applications.%I for insert to ssp_app with check (exists (select from applications.application a
			where a.pemda = %I.pemda and a.id = %I.application_id))', t, t, t);
		if t <> 'signatory' then
			execute format('create policy change on applications.%I for update to ssp_app using ((select platform.scope_system())
				or exists (select from applications.application a where a.pemda = %I.pemda and a.id = %I.application_id))', t, t, t);
		end if;
	end loop;
end
$$;

-- Whoever was invited to sign holds the secret of the mail: what they are asked, and their yes to exactly that.
create function applications.find_invitation(hash bytea) returns setof applications.signature
language sql stable security definer set search_path = pg_catalog as $$
	select * from applications.signature s where s.token_hash = hash
$$;
create function applications.invited_draft(hash bytea, at timestamptz) returns setof applications.draft
language sql stable security definer set search_path = pg_catalog as $$
	select d.* from applications.signature s join applications.draft d on d.id = s.draft_id
	where s.token_hash = hash and d.ends_at > at
$$;
create function applications.agree_to(hash bytea, account uuid, called text, content text, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog as $$
	with agreed as (update applications.signature s set account_id = account, account_name = called, content_hash = content, agreed_at = at
		from applications.draft d where s.token_hash = hash and d.id = s.draft_id and d.sent is null
			and account <> d.filler_id and account <> d.owner_id
			and not exists (select from applications.signature o where o.draft_id = s.draft_id and o.record <> s.record and o.account_id = account)
		returning true) select exists (select from agreed)
$$;
-- How many seats of each time are taken: a number, and nothing about who.
create function applications.taken_seats(of_pemda text, office uuid, service text, of_resource text, after timestamptz, before timestamptz)
returns table (starts_at timestamptz, taken int)
language sql stable security definer set search_path = pg_catalog as $$
	select v.starts_at, count(*)::int from applications.visit v where v.pemda = of_pemda and v.office_id = office
		and v.service_id = service and v.resource = of_resource and v.starts_at >= after and v.starts_at < before
		and v.cancelled_at is null group by v.starts_at
$$;
grant execute on function applications.find_invitation, applications.invited_draft, applications.agree_to, applications.taken_seats to ssp_app;
