-- What every kind of case shares: number, custody, legal clocks, conversation, evidence, satisfaction.
create schema casework;

-- Law as data: how long each step may take. A new regulation is a new row with its dates; cases keep the rule they started under.
create table casework.clock_rule (
	id uuid primary key,
	code text not null check (code in ('verify', 'accept', 'follow-up', 'solve', 'auto-close', 'moderate', 'escalate')),
	class text not null default '*',
	pemda text not null default '*',
	amount int not null check (amount > 0),
	unit text not null check (unit in ('working-day', 'day', 'hour')),
	legal_basis text not null,
	valid_from date not null,
	valid_to date,
	edited_at timestamptz,
	edited_by text
);

create table casework.case (
	pemda text not null,
	id uuid not null,
	number text not null,
	kind text not null default 'report',
	class text not null
		check (class in ('complaint', 'complaint-investigation', 'aspiration', 'question', 'data-request', 'application')),
	title text not null,
	body text not null,
	subject text not null,
	region text not null,
	lat double precision check (lat between -90 and 90),
	lon double precision check (lon between -180 and 180),
	place text not null default '',
	privacy text not null check (privacy in ('named', 'confidential', 'anonymous')),
	channel text not null,
	lang text not null default 'id' check (lang in ('id', 'en')),
	details jsonb not null default '{}',
	access_hash bytea not null,
	status text not null default 'new'
		check (status in ('new', 'verified', 'in-progress', 'waiting', 'answered', 'disputed', 'closed')),
	outcome text check (outcome in ('confirmed', 'silent', 'merged', 'archived', 'withdrawn', 'granted', 'refused', 'lapsed')),
	holder_pemda text not null,
	holder_office_id uuid not null,
	reader_pemda text[] not null,
	reader_offices uuid[] not null,
	escalation int not null default 0,
	filed_at timestamptz not null,
	due_at timestamptz not null,
	answered_at timestamptz,
	closed_at timestamptz,
	changed_at timestamptz not null,
	published_title text,
	published_body text,
	publication text not null default 'pending' check (publication in ('pending', 'published', 'withheld', 'never')),
	disputes int not null default 0,
	reopenings int not null default 0,
	version int not null default 1,
	primary key (pemda, id),
	unique (pemda, number),
	check ((status = 'closed') = (closed_at is not null)),
	check ((status = 'closed') = (outcome is not null))
);
create index case_disputed on casework.case (changed_at desc) where status = 'disputed';
-- Cases lie in the order they came: a period is measured without reading the years before it.
create index case_filed on casework.case using brin (filed_at) with (autosummarize = on);

-- The same sending twice is the same case: the key comes with the form, the queue of a phone or the other system.
create table casework.intake (
	key text primary key,
	pemda text not null,
	case_id uuid not null,
	at timestamptz not null default now()
);
create index intake_of_case on casework.intake (case_id);

-- Whose case it is, where somebody filed it signed in or brought it into their account by its code: a person or a business.
create table casework.own (
	pemda text not null,
	case_id uuid not null,
	owner_id uuid not null,
	since timestamptz not null,
	primary key (pemda, case_id, owner_id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);
create index own_by_owner on casework.own (owner_id, since desc);

-- How to reach the person. Apart from the case, so that a list never drags it along.
create table casework.contact (
	pemda text not null,
	case_id uuid not null,
	name text not null default '',
	email text not null default '',
	phone text not null default '',
	primary key (pemda, case_id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);

-- Who holds a case. The row belongs to the receiver. `offered` waits for a yes; meanwhile the giver still holds it.
create table casework.custody (
	pemda text not null,
	id uuid not null,
	case_pemda text not null,
	case_id uuid not null,
	office_id uuid not null,
	state text not null check (state in ('offered', 'held', 'refused', 'lapsed', 'passed', 'ended')),
	from_pemda text,
	from_office_id uuid,
	reason text not null default '',
	offered_at timestamptz not null,
	offered_by text not null,
	decided_at timestamptz,
	decided_by text,
	refusal text,
	ended_at timestamptz,
	assignee_id uuid,
	due_at timestamptz not null,
	-- Of the case, kept by triggers while custody is open: an inbox and a leader's counts read nothing else.
	status text not null,
	confidential boolean not null,
	unpublished boolean not null,
	-- The post the case climbed to last: role, government, office.
	climbed_to text,
	primary key (pemda, id),
	foreign key (case_pemda, case_id) references casework.case (pemda, id)
);
create index custody_of_case on casework.custody (case_id, offered_at);
create index custody_inbox on casework.custody (pemda, office_id, due_at, id) where ended_at is null;
create index custody_of_pemda on casework.custody (pemda, due_at, id) where ended_at is null;
create index custody_due on casework.custody (due_at, id) where ended_at is null;
create index custody_climbed on casework.custody (climbed_to, due_at, id) where ended_at is null and climbed_to is not null;
create unique index custody_one_holder on casework.custody (case_id, case_pemda, pemda) where state = 'held' and ended_at is null;

-- A clock that runs. Fired once when it passes unmet; several may run on one case.
create table casework.deadline (
	pemda text not null,
	id uuid not null,
	case_id uuid not null,
	custody_id uuid,
	code text not null,
	rule_id uuid not null,
	amount int not null,
	unit text not null,
	legal_basis text not null,
	calendar text not null,
	started_at timestamptz not null,
	due_at timestamptz not null,
	paused_since timestamptz,
	met_at timestamptz,
	cancelled_at timestamptz,
	fired_at timestamptz,
	primary key (pemda, id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);
create index deadline_of_case on casework.deadline (case_id);
create index deadline_to_fire on casework.deadline (due_at)
	where fired_at is null and met_at is null and cancelled_at is null and paused_since is null;

create table casework.deadline_pause (
	pemda text not null,
	deadline_id uuid not null,
	paused_at timestamptz not null,
	resumed_at timestamptz,
	reason text not null,
	primary key (pemda, deadline_id, paused_at),
	foreign key (pemda, deadline_id) references casework.deadline (pemda, id)
);

-- The file of a case: what was said and done, in order.
create table casework.entry (
	pemda text not null,
	id uuid not null,
	case_id uuid not null,
	at timestamptz not null,
	kind text not null,
	visibility text not null check (visibility in ('public', 'person', 'internal')),
	actor text not null,
	actor_name text not null default '',
	office_pemda text,
	office_id uuid,
	body text not null default '',
	detail jsonb not null default '{}',
	primary key (pemda, id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);
create index entry_of_case on casework.entry (case_id, at, id);

create table casework.attachment (
	pemda text not null,
	id uuid not null,
	case_id uuid not null,
	entry_id uuid,
	kind text not null check (kind in ('photo', 'video', 'document')),
	purpose text not null check (purpose in ('report', 'reply', 'evidence')),
	sha256 text not null,
	thumb_sha256 text,
	original_sha256 text not null,
	content_type text not null,
	size_bytes bigint not null,
	width int,
	height int,
	taken_at timestamptz,
	lat double precision,
	lon double precision,
	distance_m int,
	phash bit(64),
	phash_bands int[] not null default '{}',
	flags text[] not null default '{}',
	added_at timestamptz not null,
	published_at timestamptz,
	primary key (pemda, id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);
create index attachment_of_case on casework.attachment (case_id);
create index attachment_by_file on casework.attachment (sha256);
create index attachment_by_thumb on casework.attachment (thumb_sha256);
create index attachment_by_original on casework.attachment (original_sha256);
create index attachment_by_look on casework.attachment using gin (phash_bands) with (fastupdate = off);

create table casework.merge (
	pemda text not null,
	id uuid not null,
	case_id uuid not null,
	into_pemda text not null,
	into_case_id uuid not null,
	before jsonb not null,
	merged_at timestamptz not null,
	merged_by text not null,
	undone_at timestamptz,
	undone_by text,
	primary key (pemda, id),
	foreign key (pemda, case_id) references casework.case (pemda, id),
	foreign key (into_pemda, into_case_id) references casework.case (pemda, id)
);
create index merge_into on casework.merge (into_case_id) where undone_at is null;

-- An answer said to solve the case, what the person said to it, and how it ended.
create table casework.closure (
	pemda text not null,
	id uuid not null,
	case_id uuid not null,
	answered_at timestamptz not null,
	answered_by text not null,
	office_pemda text not null,
	office_id uuid not null,
	confirmed_at timestamptz,
	disputed_at timestamptz,
	dispute text,
	closed_at timestamptz,
	primary key (pemda, id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);
create index closure_of_case on casework.closure (case_id, answered_at);

create table casework.task (
	pemda text not null,
	id uuid not null,
	case_id uuid not null,
	text text not null,
	assignee_id uuid,
	due_on date,
	added_by text not null,
	added_at timestamptz not null,
	done_at timestamptz,
	done_by text,
	primary key (pemda, id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);
create index task_of_case on casework.task (case_id);

create table casework.follower (
	pemda text not null,
	case_id uuid not null,
	email text not null,
	lang text not null default 'id',
	token_hash bytea not null,
	since timestamptz not null,
	confirmed_at timestamptz,
	ended_at timestamptz,
	primary key (pemda, case_id, email),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);
create index follower_by_link on casework.follower (token_hash);

-- Satisfaction by the nine elements of PermenPANRB 14/2017, raw answers 1 to 4; an element not asked is null.
create table casework.rating (
	pemda text not null,
	case_id uuid not null,
	at timestamptz not null,
	office_pemda text not null,
	office_id uuid not null,
	u1 smallint check (u1 between 1 and 4), u2 smallint check (u2 between 1 and 4), u3 smallint check (u3 between 1 and 4),
	u4 smallint check (u4 between 1 and 4), u5 smallint check (u5 between 1 and 4), u6 smallint check (u6 between 1 and 4),
	u7 smallint check (u7 between 1 and 4), u8 smallint check (u8 between 1 and 4), u9 smallint check (u9 between 1 and 4),
	comment text not null default '',
	primary key (pemda, case_id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);

create table casework.seen (
	pemda text not null,
	case_id uuid not null,
	account_id uuid not null,
	account_name text not null,
	first_at timestamptz not null,
	last_at timestamptz not null,
	primary key (pemda, case_id, account_id),
	foreign key (pemda, case_id) references casework.case (pemda, id)
);

create table casework.reply_template (
	pemda text not null,
	id uuid not null,
	-- Null: for every office of the government.
	office_id uuid,
	title text not null,
	body text not null,
	subject text,
	edited_at timestamptz,
	removed_at timestamptz,
	primary key (pemda, id)
);

-- When a case was filed, as marks beside its words: its day, its eight and its sixty-four days (counted from 1970, UTC). A search
-- looks through one span of time after the other and stops when its page is full; the index skips what lies outside.
create function casework.marks_of(filed_at timestamptz) returns tsvector language sql immutable parallel safe as $$
	select array_to_tsvector(array['~1.' || d, '~8.' || d / 8, '~64.' || d / 64])
	from (select floor(extract(epoch from filed_at at time zone 'UTC') / 86400)::int as d) t
$$;

-- What anybody may see of a case, kept by a trigger in the same commit. Lists, search, maps and feeds read only this.
create table casework.public_case (
	pemda text not null,
	case_id uuid not null,
	number text not null,
	kind text not null,
	listed boolean not null,
	class text not null,
	title text,
	body text,
	subject text not null,
	region text not null,
	region_pemda text not null,
	lat double precision,
	lon double precision,
	place text not null,
	status text not null,
	outcome text,
	holder_pemda text not null,
	holder_office_id uuid not null,
	channel text not null,
	filed_at timestamptz not null,
	due_at timestamptz not null,
	answered_at timestamptz,
	closed_at timestamptz,
	changed_at timestamptz not null,
	disputes int not null,
	reopenings int not null,
	words tsvector generated always as (case when title is not null then
		setweight(to_tsvector('pg_catalog.indonesian', title), 'A')
		|| setweight(to_tsvector('pg_catalog.indonesian', coalesce(body, '')), 'B') || casework.marks_of(filed_at) end) stored,
	primary key (pemda, case_id),
	unique (pemda, number)
);
create index public_case_recent on casework.public_case (filed_at desc, case_id desc) where listed;
create index public_case_changed on casework.public_case (changed_at desc, case_id desc);
create index public_case_region on casework.public_case (region_pemda, filed_at desc, case_id desc) where listed;
create index public_case_region_status on casework.public_case (region_pemda, status, filed_at desc, case_id desc) where listed;
create index public_case_status on casework.public_case (status, filed_at desc, case_id desc) where listed;
create index public_case_holder on casework.public_case (holder_pemda, holder_office_id, filed_at desc, case_id desc) where listed;
create index public_case_subject on casework.public_case (subject, filed_at desc, case_id desc) where listed;
create index public_case_village on casework.public_case (region text_pattern_ops, filed_at desc) where listed;
create index public_case_words on casework.public_case using gin (words) with (fastupdate = off) where listed;
create index public_case_point on casework.public_case using gist (point(lon, lat)) where listed and lat is not null;
create index public_case_late on casework.public_case (due_at, case_id) where listed and status <> 'closed' and answered_at is null;

-- Words that published cases use, to mend typing mistakes in a search.
create table casework.word (
	word text primary key,
	cases int not null default 1
);
create index word_by_look on casework.word using gin (word gin_trgm_ops);

-- Kept counters. A change adds a line to `tally_change`; a beat folds them. A reader sums both, so the figure is exact.
create table casework.tally (
	pemda text not null,
	office_id uuid not null,
	region_pemda text not null,
	class text not null,
	status text not null,
	count bigint not null,
	primary key (pemda, office_id, region_pemda, class, status)
);
create table casework.tally_region (
	pemda text not null,
	status text not null,
	count bigint not null,
	primary key (pemda, status)
);
create table casework.tally_change (
	pemda text not null,
	id bigint generated always as identity,
	office_id uuid not null,
	region_pemda text not null,
	class text not null,
	status text not null,
	count int not null,
	primary key (pemda, id)
);

-- How governments and offices do, measured per period and kept per day, so that a page reads a row and any past day
-- shows what was measured then. `office_id` all zeros is the government as a whole, pemda '*' all governments.
create table casework.performance (
	pemda text not null,
	office_id uuid not null,
	days int not null,
	as_of date not null,
	measured_at timestamptz not null,
	filed int not null,
	excluded int not null,
	answered int not null,
	median_hours double precision,
	due int not null,
	on_time int not null,
	late_open int not null,
	disputed int not null,
	reopened int not null,
	closed int not null,
	ratings int not null,
	satisfaction double precision,
	primary key (pemda, office_id, days, as_of)
);
create index performance_of_day on casework.performance (as_of, days);

-- What rises against its own past: filed per week and subject, this week against the eight before it.
create table casework.surge (
	pemda text not null,
	subject text not null,
	week_end date not null,
	count int not null,
	usual double precision not null,
	spread double precision not null,
	strength double precision not null,
	primary key (pemda, subject, week_end)
);

create function casework.region_pemda(region text) returns text language sql immutable parallel safe as
	$$ select left(region, 5) $$;

create function casework.keep_public() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
	open_to_all boolean := new.privacy <> 'confidential' and new.publication <> 'never';
	shows_text boolean := open_to_all and new.publication = 'published';
begin
	if tg_op = 'INSERT' then
		insert into casework.public_case (pemda, case_id, number, kind, listed, class, title, body, subject, region, region_pemda,
			lat, lon, place, status, outcome, holder_pemda, holder_office_id, channel, filed_at, due_at, answered_at, closed_at,
			changed_at, disputes, reopenings)
		values (new.pemda, new.id, new.number, new.kind, open_to_all, new.class,
			case when shows_text then new.published_title end, case when shows_text then new.published_body end,
			new.subject, new.region, left(new.region, 5),
			case when open_to_all then new.lat end, case when open_to_all then new.lon end, '',
			new.status, new.outcome, new.holder_pemda, new.holder_office_id, new.channel,
			new.filed_at, new.due_at, new.answered_at, new.closed_at, new.changed_at, new.disputes, new.reopenings);
		-- Applications are not among the reports that are counted.
		if new.class <> 'application' then
			insert into casework.tally_change (pemda, office_id, region_pemda, class, status, count)
			values (new.holder_pemda, new.holder_office_id, left(new.region, 5), new.class, new.status, 1);
		end if;
		return null;
	end if;
	update casework.public_case p set listed = open_to_all, class = new.class,
		title = case when shows_text then new.published_title end, body = case when shows_text then new.published_body end,
		subject = new.subject, region = new.region, region_pemda = left(new.region, 5),
		lat = case when open_to_all then new.lat end, lon = case when open_to_all then new.lon end,
		status = new.status, outcome = new.outcome, holder_pemda = new.holder_pemda, holder_office_id = new.holder_office_id,
		due_at = new.due_at, answered_at = new.answered_at, closed_at = new.closed_at, changed_at = new.changed_at,
		disputes = new.disputes, reopenings = new.reopenings
	where p.pemda = new.pemda and p.case_id = new.id;
	if new.class <> 'application' and (old.holder_pemda, old.holder_office_id, left(old.region, 5), old.class, old.status)
		is distinct from (new.holder_pemda, new.holder_office_id, left(new.region, 5), new.class, new.status) then
		insert into casework.tally_change (pemda, office_id, region_pemda, class, status, count)
		values (old.holder_pemda, old.holder_office_id, left(old.region, 5), old.class, old.status, -1),
			(new.holder_pemda, new.holder_office_id, left(new.region, 5), new.class, new.status, 1);
	end if;
	if (old.status, old.privacy, old.publication, old.escalation) is distinct from (new.status, new.privacy, new.publication, new.escalation) then
		update casework.custody u set status = new.status, confidential = new.privacy = 'confidential',
			unpublished = new.publication = 'pending', climbed_to = case when new.escalation > 0 then u.climbed_to end
		where u.case_pemda = new.pemda and u.case_id = new.id and u.ended_at is null;
	end if;
	return null;
end
$$;
create trigger keep_public after insert or update on casework.case for each row execute function casework.keep_public();

create function casework.climbed_to(of_case uuid) returns text language sql stable security definer set search_path = pg_catalog as $$
	select e.detail->>'role' || ' ' || (e.detail->>'pemda') || ' ' || (e.detail->>'office') from casework.entry e
	where e.case_id = of_case and e.kind = 'escalated' and e.visibility <> 'internal' order by e.at desc, e.id desc limit 1
$$;

-- What open custody shows of its case, where whoever writes the row does not say it: at its beginning, and when it begins again.
create function casework.keep_custody() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	select c.status, c.privacy = 'confidential', c.publication = 'pending', case when c.escalation > 0 then casework.climbed_to(c.id) end
		into new.status, new.confidential, new.unpublished, new.climbed_to
		from casework.case c where c.pemda = new.case_pemda and c.id = new.case_id;
	return new;
end
$$;
create trigger begin_custody before insert on casework.custody for each row when (new.status is null) execute function casework.keep_custody();
create trigger revive_custody before update on casework.custody for each row when (old.ended_at is not null and new.ended_at is null)
	execute function casework.keep_custody();

create function casework.keep_climb() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	update casework.custody set climbed_to = casework.climbed_to(new.case_id) where case_id = new.case_id and ended_at is null;
	return null;
end
$$;
create trigger keep_climb after insert on casework.entry for each row when (new.kind = 'escalated' and new.visibility <> 'internal')
	execute function casework.keep_climb();

create function casework.fold_tally() returns bigint language sql security definer set search_path = pg_catalog as $$
	with taken as (
		delete from casework.tally_change returning pemda, office_id, region_pemda, class, status, count
	), by_office as (
		insert into casework.tally as t (pemda, office_id, region_pemda, class, status, count)
		select pemda, office_id, region_pemda, class, status, sum(count) from taken
		group by pemda, office_id, region_pemda, class, status order by 1, 2, 3, 4, 5
		on conflict (pemda, office_id, region_pemda, class, status) do update set count = t.count + excluded.count returning 1
	), by_region as (
		insert into casework.tally_region as t (pemda, status, count)
		select region_pemda, status, sum(count) from taken group by region_pemda, status order by 1, 2
		on conflict (pemda, status) do update set count = t.count + excluded.count returning 1
	)
	select (select count(*) from taken) + 0 * (select count(*) from by_office) + 0 * (select count(*) from by_region)
$$;

-- The nearest running clock of a case is what its holder's inbox is ordered by.
create function casework.refresh_due(of_pemda text, of_case uuid) returns void language sql as $$
	update casework.custody cu set due_at = coalesce(
		(select min(d.due_at) from casework.deadline d where d.pemda = of_pemda and d.case_id = of_case
			and d.met_at is null and d.cancelled_at is null and d.paused_since is null
			and d.code in ('verify', 'accept', 'follow-up', 'solve') and (d.custody_id is null or d.custody_id = cu.id)),
		(select c.due_at from casework.case c where c.pemda = of_pemda and c.id = of_case))
	where cu.case_pemda = of_pemda and cu.case_id = of_case and cu.ended_at is null
$$;

-- Whether a picture was used on another case: yes or no across all governments, and nothing about which.
-- `bands` are hundreds of values; the planner takes them to fit a third of all rows and would read the whole table.
create function casework.find_reuse(of_case uuid, of_purpose text, original text, look bit(64), bands int[], threshold int) returns text
language sql stable security definer set search_path = pg_catalog set enable_seqscan = off as $$
	select case
		when exists (select from casework.attachment a where a.original_sha256 = original
			and (a.case_id, a.purpose) <> (of_case, of_purpose)) then 'same'
		when look is not null and exists (select from casework.attachment a where a.phash_bands && bands
			and (a.case_id, a.purpose) <> (of_case, of_purpose) and bit_count(a.phash # look) <= threshold) then 'alike'
	end
$$;

-- What a receipt's code is compared with. Nobody's scope shows it; the comparing is done outside, in constant time.
create function casework.find_access(of_pemda text, of_number text) returns table (pemda text, case_id uuid, access_hash bytea)
language sql stable security definer set search_path = pg_catalog as $$
	select c.pemda, c.id, c.access_hash from casework.case c where c.pemda = of_pemda and c.number = of_number
		and length(c.access_hash) = 32
$$;

-- An owner's cases, and who of the offices looked at them: questions about one owner, whose account was asked for before.
create function casework.own_cases(owner uuid) returns table (pemda text, case_id uuid, since timestamptz, title text)
language sql stable security definer set search_path = pg_catalog as $$
	select o.pemda, o.case_id, o.since, c.title from casework.own o
	join casework.case c on c.pemda = o.pemda and c.id = o.case_id
	where o.owner_id = owner order by o.since desc
$$;
-- Each reading is in the trail: of the offices, of overseers, and of those a confidential case was opened to.
create function casework.own_looks(owner uuid) returns table (pemda text, case_id uuid, account_id uuid, account_name text, act text,
	office_pemda text, office_id text, looks int, first_at timestamptz, last_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
	select o.pemda, o.case_id, substr(a.actor, length('account:') + 1)::uuid, max(s.account_name), a.act,
		a.detail #>> '{office,pemda}', a.detail #>> '{office,officeId}', count(*)::int, min(a.at), max(a.at)
	from casework.own o join platform.audit a on a.subject = 'case:' || o.case_id and a.pemda = o.pemda
		and a.actor like 'account:%'
		and a.act in ('casework/read-case', 'casework/oversee-read-case', 'casework/read-confidential')
	left join casework.seen s on s.pemda = o.pemda and s.case_id = o.case_id and a.actor = 'account:' || s.account_id
	where o.owner_id = owner group by 1, 2, 3, 5, 6, 7
	order by max(a.at) desc limit 500
$$;

-- Followers are strangers to the case: they come and go through these, by the hash of their link.
create function casework.add_follower(of_pemda text, of_case uuid, address text, language text, hash bytea, at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
	insert into casework.follower as f (pemda, case_id, email, lang, token_hash, since) values (of_pemda, of_case, address, language, hash, at)
	on conflict (pemda, case_id, email) do update set lang = excluded.lang,
		since = case when f.confirmed_at is null then excluded.since else f.since end
$$;
create function casework.answer_follow(hash bytea, answer text) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare
	f casework.follower;
begin
	select * into f from casework.follower where token_hash = hash for update;
	if not found then return null; end if;
	if answer = 'confirm' then
		update casework.follower set confirmed_at = coalesce(confirmed_at, now()) where pemda = f.pemda and case_id = f.case_id and email = f.email;
	else
		delete from casework.follower where pemda = f.pemda and case_id = f.case_id and email = f.email;
	end if;
	return (select p.number from casework.public_case p where p.pemda = f.pemda and p.case_id = f.case_id);
end
$$;

-- The public face for reporting tools, without the rows of confidential cases.
create view casework.listed_case with (security_barrier) as
	select p.pemda, p.case_id, p.number, p.kind, p.class, p.title, p.body, p.subject, p.region, p.region_pemda, p.lat, p.lon, p.status,
		p.outcome, p.holder_pemda, p.holder_office_id, p.channel, p.filed_at, p.due_at, p.answered_at, p.closed_at, p.changed_at,
		p.disputes, p.reopenings
	from casework.public_case p where p.listed;

-- Takes what was written and sent out of the case of an application that is over, and answers with the files it named; null
-- where it is no such case. What remains are its lines: what happened, when, by which office.
create function casework.empty_case(of_pemda text, of_id uuid) returns text[]
language plpgsql security definer set search_path = pg_catalog as $$
declare
	files text[];
begin
	perform from casework.case where pemda = of_pemda and id = of_id and class = 'application' and status = 'closed' for update;
	if not found then
		return null;
	end if;
	select coalesce(array_agg(distinct f), '{}') into files
		from casework.attachment a, unnest(array[a.sha256, a.thumb_sha256]) f where a.pemda = of_pemda and a.case_id = of_id and f is not null;
	delete from casework.attachment where pemda = of_pemda and case_id = of_id;
	update casework.entry set body = '' where pemda = of_pemda and case_id = of_id and body <> '';
	update casework.contact set name = '', email = '', phone = '' where pemda = of_pemda and case_id = of_id;
	return files;
end
$$;
revoke execute on function casework.empty_case from public;
grant usage on schema casework to ssp_app, ssp_reader;
grant select, insert, update on all tables in schema casework to ssp_app;
-- The file of a case and what a key became are written once.
revoke update on casework.entry, casework.intake from ssp_app;
revoke select, update on casework.own from ssp_app;
revoke all on casework.listed_case from ssp_app;
revoke insert, update on casework.public_case, casework.tally, casework.tally_region, casework.tally_change from ssp_app;
grant delete on casework.follower to ssp_app;
grant delete on casework.surge to ssp_app;
grant select on casework.clock_rule, casework.listed_case, casework.tally, casework.tally_region, casework.tally_change,
	casework.performance, casework.surge to ssp_reader;
grant execute on all functions in schema casework to ssp_app;
revoke execute on function casework.fold_tally() from ssp_app;

-- Whether there is no such case yet: rows that come with a new one are added in the statement that opens it, which does
-- not see it either. Nothing can be put beside a case that stands, out of one's sight.
create function casework.is_new(of_pemda text, of_case uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
	return not exists (select from casework.case c where c.pemda = of_pemda and c.id = of_case);
end
$$;
grant execute on function casework.is_new to ssp_app;

-- The second wall. A query without a scope returns nothing of these.
alter table casework.case enable row level security;
create policy see_case on casework.case for select to ssp_app using (
	(select platform.scope_system())
	or id = (select platform.scope_kept())
	or id = any ((select platform.scope_cases())::uuid[])
	or reader_offices && (select platform.scope_offices())::uuid[]
	or (privacy <> 'confidential'
		and (reader_pemda && (select platform.scope_pemda())::text[] or reader_pemda && (select platform.scope_reads())::text[]
			or (select platform.scope_all()))));
create policy change_case on casework.case for update to ssp_app using (
	(select platform.scope_system())
	or id = (select platform.scope_kept())
	or id = any ((select platform.scope_cases())::uuid[])
	or reader_offices && (select platform.scope_offices())::uuid[]
	or (privacy <> 'confidential' and reader_pemda && (select platform.scope_pemda())::text[]));
create policy open_case on casework.case for insert to ssp_app with check (true);

alter table casework.custody enable row level security;
create policy see_custody on casework.custody for select to ssp_app using (
	(select platform.scope_system())
	or office_id = any ((select platform.scope_offices())::uuid[])
	or (ended_at is null and not confidential
		and (pemda = any ((select platform.scope_pemda())::text[]) or pemda = any ((select platform.scope_reads())::text[])
			or (select platform.scope_all())))
	or exists (select from casework.case c where c.pemda = case_pemda and c.id = case_id));
create policy change_custody on casework.custody for update to ssp_app using (
	(select platform.scope_system())
	or office_id = any ((select platform.scope_offices())::uuid[])
	or exists (select from casework.case c where c.pemda = case_pemda and c.id = case_id));
create policy open_custody on casework.custody for insert to ssp_app with check (casework.is_new(case_pemda, case_id)
	or exists (select from casework.case c where c.pemda = case_pemda and c.id = case_id));

do $$
declare
	t text;
begin
	-- Some rows come with a new case, which nobody sees yet; all others are added only to a case in sight.
	foreach t in array array['contact', 'deadline', 'attachment', 'merge', 'closure', 'follower', 'rating'] loop
		execute format('alter table casework.%I enable row level security', t);
		execute format('create policy see on casework.%I for select to ssp_app using (exists (select from casework.case c
			where c.pemda = %I.pemda and c.id = %I.case_id))', t, t, t);
		execute format('create policy change on casework.%I for update to ssp_app using (exists (select from casework.case c
			where c.pemda = %I.pemda and c.id = %I.case_id))', t, t, t);
		execute format('create policy add on casework.%I for insert to ssp_app with check (%s exists (select from casework.case c
			where c.pemda = %I.pemda and c.id = %I.case_id))', t, case
			when t in ('contact', 'deadline', 'attachment') then 'casework.is_new(pemda, case_id) or' else '' end, t, t);
	end loop;
end
$$;
-- What the office notes for itself, the person of the case does not read.
do $$
declare
	t text;
begin
	foreach t in array array['task', 'seen'] loop
		execute format('alter table casework.%I enable row level security', t);
		execute format('create policy see on casework.%I for select to ssp_app using (exists (select from casework.case c
			where c.pemda = %I.pemda and c.id = %I.case_id) and %I.case_id <> all ((select platform.scope_cases())::uuid[]))', t, t, t, t);
		execute format('create policy change on casework.%I for update to ssp_app using (exists (select from casework.case c
			where c.pemda = %I.pemda and c.id = %I.case_id) and %I.case_id <> all ((select platform.scope_cases())::uuid[]))', t, t, t, t);
		execute format('create policy add on casework.%I for insert to ssp_app with check (exists (select from casework.case c
			where c.pemda = %I.pemda and c.id = %I.case_id))', t, t, t);
	end loop;
end
$$;
create policy see_published on casework.attachment for select to ssp_app using (published_at is not null);
create policy remove on casework.follower for delete to ssp_app using (exists (select from casework.case c
	where c.pemda = follower.pemda and c.id = follower.case_id));

alter table casework.deadline_pause enable row level security;
create policy see on casework.deadline_pause for select to ssp_app using (exists (select from casework.deadline d
	where d.pemda = deadline_pause.pemda and d.id = deadline_id));
create policy change on casework.deadline_pause for update to ssp_app using (exists (select from casework.deadline d
	where d.pemda = deadline_pause.pemda and d.id = deadline_id));
create policy add on casework.deadline_pause for insert to ssp_app with check (exists (select from casework.deadline d
	where d.pemda = deadline_pause.pemda and d.id = deadline_id));

-- A person with the code of the receipt reads all but internal entries; anybody reads public ones.
alter table casework.entry enable row level security;
create policy see on casework.entry for select to ssp_app using (
	visibility = 'public'
	or (exists (select from casework.case c where c.pemda = entry.pemda and c.id = entry.case_id)
		and (visibility <> 'internal' or entry.case_id <> all ((select platform.scope_cases())::uuid[]))));
create policy add on casework.entry for insert to ssp_app with check (casework.is_new(pemda, case_id)
	or exists (select from casework.case c where c.pemda = entry.pemda and c.id = entry.case_id));

-- Ready answers of a government, for whoever answers there.
alter table casework.reply_template enable row level security;
create policy of_house on casework.reply_template to ssp_app using (pemda = any ((select platform.scope_houses())::text[]))
	with check (pemda = any ((select platform.scope_houses())::text[]));
