-- The anti-corruption action plan: what a year asks for, what was handed in, what came of it. What happened is a row that
-- stays; scores follow from those rows alone, as of any instant.
create schema renaksi;

-- Versioned by its content: a published framework never changes, and a plan keeps the one it was opened with.
create table renaksi.framework (
	hash bytea primary key check (length(hash) = 32),
	id text not null,
	document jsonb not null,
	-- What all documents are worth together, in whole units.
	units numeric not null check (units > 0 and units = trunc(units)),
	documents int not null check (documents > 0),
	published_at timestamptz not null,
	published_by text not null
);
create index framework_by_id on renaksi.framework (id, published_at desc);

create table renaksi.requirement (
	hash bytea not null references renaksi.framework (hash),
	id text not null,
	position int not null,
	area text not null,
	units numeric not null check (units > 0 and units = trunc(units)),
	primary key (hash, id)
);

-- Which framework a year begins with, for a kind of government: the newest line. Plans opened before keep theirs.
create table renaksi.adoption (
	year int not null,
	level text not null check (level in ('province', 'regency', 'city')),
	at timestamptz not null,
	hash bytea not null references renaksi.framework (hash),
	adopted_by text not null,
	primary key (year, level, at, hash)
);

create table renaksi.plan (
	pemda text not null,
	year int not null,
	hash bytea not null references renaksi.framework (hash),
	opened_at timestamptz not null,
	opened_by text not null,
	primary key (pemda, year)
);
create index plan_of_year on renaksi.plan (year, pemda);

-- Who brings a document, by when; the newest line of a requirement holds. Without an office it is nobody's in particular.
create table renaksi.action (
	pemda text not null,
	id uuid not null,
	year int not null,
	requirement text not null,
	office_id uuid,
	office_name text not null,
	-- The post in that office that answers for it; null: whoever sits there.
	post_id uuid,
	post_title text not null,
	-- What is to be done for it, in one's own words.
	work text not null check (length(work) <= 500),
	target text not null check (length(target) <= 100),
	unit text not null check (length(unit) <= 100),
	starts_on date not null,
	due_at timestamptz not null,
	-- Lines written together are taken back together, by newer lines that name the batch.
	batch uuid not null,
	undoes uuid,
	at timestamptz not null,
	by_actor text not null,
	primary key (pemda, id),
	foreign key (pemda, year) references renaksi.plan (pemda, year),
	check ((office_id is null) = (office_name = '')),
	check ((post_id is null) = (post_title = '')),
	check (post_id is null or office_id is not null)
);
create index action_of_plan on renaksi.action (pemda, year, requirement, at desc, id desc);
create index action_due on renaksi.action (due_at) where office_id is not null;

-- Which office was reminded of which last day, how many days before: once.
create table renaksi.reminder (
	pemda text not null,
	year int not null,
	requirement text not null,
	office_id uuid not null,
	due_at timestamptz not null,
	days_before int not null check (days_before >= 0),
	at timestamptz not null,
	primary key (pemda, year, requirement, office_id, due_at, days_before),
	foreign key (pemda, year) references renaksi.plan (pemda, year)
);

-- What an officer typed and uploaded for a document and did not hand in yet, as it was typed.
create table renaksi.draft (
	pemda text not null,
	year int not null,
	requirement text not null,
	account_id uuid not null,
	note text not null,
	covers_from text not null,
	covers_to text not null,
	may_publish boolean not null,
	again boolean not null,
	live text not null,
	files jsonb not null,
	at timestamptz not null,
	primary key (pemda, year, requirement, account_id),
	foreign key (pemda, year) references renaksi.plan (pemda, year)
);
create index draft_untouched on renaksi.draft (at);

create table renaksi.evidence (
	pemda text not null,
	id uuid not null,
	year int not null,
	requirement text not null,
	office_id uuid not null,
	office_name text not null,
	note text not null check (length(note) >= 10),
	covers_from date not null,
	covers_to date not null,
	-- Whoever handed it in says it may be shown to everybody once it is accepted.
	may_publish boolean not null,
	-- A named question to the platform's own records, and what it answered then.
	live jsonb,
	at timestamptz not null,
	by_account uuid not null,
	by_name text not null,
	primary key (pemda, id),
	foreign key (pemda, year) references renaksi.plan (pemda, year),
	check (covers_from <= covers_to)
);
create index evidence_of_plan on renaksi.evidence (pemda, year, requirement, at desc, id desc);

create table renaksi.evidence_file (
	pemda text not null,
	evidence_id uuid not null,
	position int not null check (position between 1 and 5),
	name text not null,
	sha256 text not null,
	-- Of the bytes as they came: last year's file is known by it.
	original_sha256 text not null,
	content_type text not null,
	size_bytes int not null check (size_bytes between 1 and 10485760),
	primary key (pemda, evidence_id, position),
	foreign key (pemda, evidence_id) references renaksi.evidence (pemda, id)
);
create index evidence_file_by_hash on renaksi.evidence_file (sha256);
create index evidence_file_again on renaksi.evidence_file (pemda, original_sha256);

-- What a verifier said of one evidence: once. A mistake is corrected by a correction.
create table renaksi.verdict (
	pemda text not null,
	evidence_id uuid not null,
	kind text not null check (kind in ('accepted', 'rejected', 'returned')),
	reason text not null,
	missing text not null,
	at timestamptz not null,
	by_account uuid not null,
	by_name text not null,
	primary key (pemda, evidence_id),
	foreign key (pemda, evidence_id) references renaksi.evidence (pemda, id),
	check (kind = 'accepted' or length(reason) >= 10)
);

create table renaksi.closure (
	pemda text not null,
	year int not null,
	at timestamptz not null,
	by_actor text not null,
	reason text not null,
	primary key (pemda, year),
	foreign key (pemda, year) references renaksi.plan (pemda, year)
);

-- What everybody may know: that something was handed in, accepted, rejected; penalties and corrections with their reason.
-- A correction counts from an instant that has passed, and says so.
create table renaksi.event (
	pemda text not null,
	id uuid not null,
	year int not null,
	kind text not null check (kind in ('submitted', 'accepted', 'rejected', 'returned', 'corrected', 'penalised')),
	requirement text,
	evidence_id uuid,
	percent int not null default 0 check (percent between 0 and 100),
	points numeric(5, 2) not null default 0 check (points >= 0),
	reason text not null default '',
	counts_from timestamptz not null,
	at timestamptz not null,
	by_actor text not null,
	primary key (pemda, id),
	foreign key (pemda, year) references renaksi.plan (pemda, year),
	foreign key (pemda, evidence_id) references renaksi.evidence (pemda, id),
	check ((kind = 'penalised') = (requirement is null)),
	check (percent = 0 or kind in ('accepted', 'corrected')),
	check (kind <> 'accepted' or percent > 0),
	check ((points > 0) = (kind = 'penalised')),
	check (kind not in ('corrected', 'penalised') or length(reason) >= 10),
	check (counts_from = at or (kind = 'corrected' and counts_from < at))
);
create index event_in_order on renaksi.event (pemda, year, requirement, counts_from, id) include (kind, percent);

-- How a plan stood after each event, in the order they count: score and forecast as of an instant are the last line at or
-- before it. `waits` and `holds`: units of what is not verified, and of what is accepted however much of it; `handed`,
-- `judged`, `passed`: how often something was handed in, accepted or rejected, accepted.
-- Kept by the event's own transaction; `renaksi.told` says the same from the events alone.
create table renaksi.standing (
	pemda text not null,
	year int not null,
	counts_from timestamptz not null,
	id uuid not null,
	earned numeric not null,
	penalty numeric not null,
	uploaded int not null,
	accepted int not null,
	rejected int not null,
	unverified int not null,
	waits numeric not null,
	holds numeric not null,
	handed int not null,
	judged int not null,
	passed int not null,
	primary key (pemda, year, counts_from, id)
);

do $$
declare
	t text;
begin
	foreach t in array array['framework', 'requirement', 'adoption', 'plan', 'action', 'evidence', 'evidence_file', 'verdict', 'closure', 'event', 'reminder'] loop
		execute format('create trigger stays before update or delete on renaksi.%I for each statement execute function platform.refuse_change()', t);
	end loop;
end
$$;

-- Each event with what it changed: its own document's figures less those of the event before it.
create view renaksi.told as
	with stood as (
		select e.pemda, e.year, e.counts_from, e.id, e.points, r.units, e.kind,
			e.requirement is not null as uploads,
			e.percent, case
				when e.kind = 'accepted' or (e.kind = 'corrected' and e.percent > 0) then 'accepted'
				when e.kind in ('rejected', 'corrected') then 'rejected'
				when e.kind <> 'penalised' then 'unverified' end as state,
			e.requirement
		from renaksi.event e
		join renaksi.plan p on p.pemda = e.pemda and p.year = e.year
		left join renaksi.requirement r on r.hash = p.hash and r.id = e.requirement
	), changed as (
		select s.*, lag(s.percent) over w as percent_before, lag(s.state) over w as state_before
		from stood s window w as (partition by s.pemda, s.year, s.requirement order by s.counts_from, s.id)
	)
	select c.pemda, c.year, c.counts_from, c.id,
		sum(coalesce(c.units * (c.percent - coalesce(c.percent_before, 0)), 0)) over w as earned,
		sum(c.points) over w as penalty,
		sum((c.uploads and c.state_before is null)::int) over w as uploaded,
		sum((c.state is not distinct from 'accepted')::int - (c.state_before is not distinct from 'accepted')::int) over w as accepted,
		sum((c.state is not distinct from 'rejected')::int - (c.state_before is not distinct from 'rejected')::int) over w as rejected,
		sum((c.state is not distinct from 'unverified')::int - (c.state_before is not distinct from 'unverified')::int) over w as unverified,
		sum(coalesce(c.units, 0) * ((c.state is not distinct from 'unverified')::int
			- (c.state_before is not distinct from 'unverified')::int)) over w as waits,
		sum(coalesce(c.units, 0) * ((c.state is not distinct from 'accepted')::int
			- (c.state_before is not distinct from 'accepted')::int)) over w as holds,
		sum((c.kind = 'submitted')::int) over w as handed,
		sum((c.kind in ('accepted', 'rejected'))::int) over w as judged,
		sum((c.kind = 'accepted')::int) over w as passed
	from changed c window w as (partition by c.pemda, c.year order by c.counts_from, c.id rows unbounded preceding);

-- Adds the line of one event: by difference where it is the last, else anew from the events. Nobody writes lines otherwise.
create function renaksi.stand() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
	was record;
	worth numeric;
	last renaksi.standing;
begin
	if exists (select from renaksi.closure c where c.pemda = new.pemda and c.year = new.year) and new.kind <> 'corrected' then
		raise exception 'the period is closed' using errcode = 'check_violation';
	end if;
	if exists (select from renaksi.standing s where s.pemda = new.pemda and s.year = new.year
		and (s.counts_from, s.id) > (new.counts_from, new.id)) then
		delete from renaksi.standing s where s.pemda = new.pemda and s.year = new.year;
		insert into renaksi.standing select * from renaksi.told t where t.pemda = new.pemda and t.year = new.year;
		return null;
	end if;
	select * into last from renaksi.standing s where s.pemda = new.pemda and s.year = new.year
		order by s.counts_from desc, s.id desc limit 1;
	select e.kind, e.percent into was from renaksi.event e where e.pemda = new.pemda and e.year = new.year
		and e.requirement = new.requirement and e.id <> new.id order by e.counts_from desc, e.id desc limit 1;
	select r.units into worth from renaksi.plan p join renaksi.requirement r on r.hash = p.hash and r.id = new.requirement
		where p.pemda = new.pemda and p.year = new.year;
	if new.requirement is not null and worth is null then
		raise exception 'the framework asks for no %', new.requirement using errcode = 'check_violation';
	end if;
	insert into renaksi.standing values (new.pemda, new.year, new.counts_from, new.id,
		coalesce(last.earned, 0) + coalesce(worth * (new.percent - coalesce(was.percent, 0)), 0),
		coalesce(last.penalty, 0) + new.points,
		coalesce(last.uploaded, 0) + (new.requirement is not null and was.kind is null)::int,
		coalesce(last.accepted, 0) + renaksi.is_state(new.kind, new.percent, 'accepted') - renaksi.is_state(was.kind, was.percent, 'accepted'),
		coalesce(last.rejected, 0) + renaksi.is_state(new.kind, new.percent, 'rejected') - renaksi.is_state(was.kind, was.percent, 'rejected'),
		coalesce(last.unverified, 0) + renaksi.is_state(new.kind, new.percent, 'unverified') - renaksi.is_state(was.kind, was.percent, 'unverified'),
		coalesce(last.waits, 0) + coalesce(worth, 0)
			* (renaksi.is_state(new.kind, new.percent, 'unverified') - renaksi.is_state(was.kind, was.percent, 'unverified')),
		coalesce(last.holds, 0) + coalesce(worth, 0)
			* (renaksi.is_state(new.kind, new.percent, 'accepted') - renaksi.is_state(was.kind, was.percent, 'accepted')),
		coalesce(last.handed, 0) + (new.kind = 'submitted')::int,
		coalesce(last.judged, 0) + (new.kind in ('accepted', 'rejected'))::int,
		coalesce(last.passed, 0) + (new.kind = 'accepted')::int);
	return null;
end
$$;

create function renaksi.is_state(kind text, percent int, state text) returns int language sql immutable parallel safe as $$
	select coalesce((case
		when kind = 'accepted' or (kind = 'corrected' and percent > 0) then 'accepted'
		when kind in ('rejected', 'corrected') then 'rejected'
		when kind <> 'penalised' then 'unverified' end = state)::int, 0)
$$;
create trigger stand after insert on renaksi.event for each row execute function renaksi.stand();

revoke execute on function renaksi.stand, renaksi.is_state from public;
grant usage on schema renaksi to ssp_app, ssp_reader;
grant select on renaksi.framework, renaksi.requirement, renaksi.adoption, renaksi.plan, renaksi.action, renaksi.closure, renaksi.event,
	renaksi.standing, renaksi.told to ssp_app, ssp_reader;
grant select on renaksi.evidence, renaksi.evidence_file, renaksi.verdict to ssp_app;
grant select, insert on renaksi.reminder to ssp_app;
grant select, insert, update, delete on renaksi.draft to ssp_app;
grant insert on renaksi.plan, renaksi.action, renaksi.evidence, renaksi.evidence_file, renaksi.verdict, renaksi.closure, renaksi.event to ssp_app;
-- Locks a plan while an act decides; the trigger above keeps it from changing.
grant update on renaksi.plan to ssp_app;

-- The second wall. Scores are everybody's; what was handed in is its government's and its overseers', and everybody's once it
-- is accepted and may be shown. A government adds what it hands in; what a verifier says is written after they were asked.
alter table renaksi.plan enable row level security;
create policy see on renaksi.plan for select to ssp_app using (true);
create policy add on renaksi.plan for insert to ssp_app with check (pemda = any ((select platform.scope_pemda())::text[]) or (select platform.scope_system()));
create policy hold on renaksi.plan for update to ssp_app using (pemda = any ((select platform.scope_pemda())::text[]) or (select platform.scope_system()));
alter table renaksi.action enable row level security;
create policy see on renaksi.action for select to ssp_app using (true);
create policy add on renaksi.action for insert to ssp_app with check (pemda = any ((select platform.scope_pemda())::text[]));
-- Which office was reminded is the platform's own note; a draft is its writer's.
alter table renaksi.reminder enable row level security;
create policy own on renaksi.reminder to ssp_app using ((select platform.scope_system())) with check ((select platform.scope_system()));
alter table renaksi.draft enable row level security;
create policy own on renaksi.draft to ssp_app using ((select platform.scope_system()) or account_id = (select platform.scope_account()))
	with check (account_id = (select platform.scope_account()) and pemda = any ((select platform.scope_pemda())::text[]));
alter table renaksi.closure enable row level security;
create policy see on renaksi.closure for select to ssp_app using (true);
create policy add on renaksi.closure for insert to ssp_app with check ((select platform.scope_system()));
alter table renaksi.event enable row level security;
create policy see on renaksi.event for select to ssp_app using (true);
create policy add on renaksi.event for insert to ssp_app with check ((select platform.scope_system())
	or (kind = 'submitted' and pemda = any ((select platform.scope_pemda())::text[])));

alter table renaksi.evidence enable row level security;
create policy see on renaksi.evidence for select to ssp_app using ((select platform.scope_system()) or (select platform.scope_all())
	or pemda = any ((select platform.scope_pemda())::text[]) or pemda = any ((select platform.scope_reads())::text[])
	or (may_publish and exists (select from renaksi.event e where e.pemda = evidence.pemda and e.evidence_id = evidence.id and e.kind = 'accepted')));
create policy add on renaksi.evidence for insert to ssp_app with check (pemda = any ((select platform.scope_pemda())::text[]));
alter table renaksi.evidence_file enable row level security;
create policy see on renaksi.evidence_file for select to ssp_app using (exists (select from renaksi.evidence e
	where e.pemda = evidence_file.pemda and e.id = evidence_file.evidence_id));
create policy add on renaksi.evidence_file for insert to ssp_app with check (pemda = any ((select platform.scope_pemda())::text[]));
alter table renaksi.verdict enable row level security;
create policy see on renaksi.verdict for select to ssp_app using ((select platform.scope_system()) or (select platform.scope_all())
	or pemda = any ((select platform.scope_pemda())::text[]) or pemda = any ((select platform.scope_reads())::text[]));
create policy add on renaksi.verdict for insert to ssp_app with check ((select platform.scope_system()));
