-- What is known about residents and businesses, who may act for whom, and what people agreed to.
create schema people;

-- One row once a person said who they are. The NIK lies sealed; it is found again by a keyed hash and by nothing else.
create table people.person (
	account_id uuid primary key references identity.account (id),
	name text not null,
	nik_sealed text,
	nik_index bytea,
	birth_date date,
	region text,
	changed_at timestamptz not null
);
create index person_by_nik on people.person (nik_index);

-- Why somebody's level is what it is: each step with who took it, where, and what was seen. The newest that has not ended holds.
create table people.proof (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	level text not null check (level in ('nik', 'verified')),
	way text not null check (way in ('given', 'counter', 'register')),
	document text,
	nik_index bytea not null,
	by_actor text not null,
	office_pemda text,
	office_id uuid,
	at timestamptz not null,
	ended_at timestamptz,
	ended_by text,
	end_reason text
);
create index proof_of_account on people.proof (account_id, at);
-- One NIK is one verified person.
create unique index proof_one_verified on people.proof (nik_index) where level = 'verified' and ended_at is null;

-- What a person shows at a counter: eight symbols for a quarter of an hour, kept as a keyed hash.
create table people.counter_code (
	code_hash bytea primary key,
	account_id uuid not null references identity.account (id),
	business_id uuid,
	made_at timestamptz not null,
	ends_at timestamptz not null,
	used_at timestamptz
);
create index counter_code_by_end on people.counter_code (ends_at);

create table people.business (
	id uuid primary key,
	nib text not null check (nib ~ '^[0-9]{13}$'),
	name text not null,
	npwp_sealed text,
	kbli text[] not null default '{}',
	region text not null,
	-- Answers for the business here; the NIB counts as theirs once an officer saw it.
	responsible_id uuid not null references identity.account (id),
	added_at timestamptz not null,
	changed_at timestamptz not null,
	verified_at timestamptz,
	verified_by text,
	verified_pemda text,
	verified_office_id uuid,
	ended_at timestamptz
);
create unique index business_verified_nib on people.business (nib) where verified_at is not null and ended_at is null;
create unique index business_of_person on people.business (responsible_id, nib) where ended_at is null;

-- Who may act for whom, in what, from when to when. Until somebody takes it with its code it is an offer.
create table people.mandate (
	id uuid primary key,
	from_account uuid references identity.account (id),
	from_business uuid references people.business (id),
	to_account uuid references identity.account (id),
	scope text[] not null check (cardinality(scope) > 0),
	note text not null default '',
	valid_from date not null,
	valid_to date not null check (valid_to >= valid_from),
	code_hash bytea,
	made_at timestamptz not null,
	made_by text not null,
	office_pemda text,
	office_id uuid,
	accepted_at timestamptz,
	ended_at timestamptz,
	ended_by text,
	check (num_nonnulls(from_account, from_business) = 1),
	check ((to_account is null) = (accepted_at is null)),
	check (from_account is distinct from to_account)
);
create index mandate_from_person on people.mandate (from_account) where from_account is not null;
create index mandate_from_business on people.mandate (from_business) where from_business is not null;
create index mandate_to on people.mandate (to_account);
create unique index mandate_by_code on people.mandate (code_hash) where code_hash is not null;

-- What somebody agreed to, for what purpose and until when they did not.
create table people.consent (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	purpose text not null,
	basis text not null,
	given_at timestamptz not null,
	withdrawn_at timestamptz
);
create index consent_of_account on people.consent (account_id, given_at);

-- Whose name stood in a list that somebody of an office was shown, folded by day: who was in which single list the audit
-- trail has, a line a list. No reference to the account: a line that cannot be kept would shut the list.
create table people.shown_in_list (
	account_id uuid not null,
	day date not null,
	pemda text not null,
	office_id uuid not null,
	act text not null,
	by_actor text not null,
	reason text not null,
	basis text not null,
	times int not null,
	first_at timestamptz not null,
	last_at timestamptz not null,
	primary key (account_id, day, pemda, office_id, act, by_actor)
);

grant usage on schema people to ssp_app;
grant select, insert, update on all tables in schema people to ssp_app;
revoke insert, update on people.shown_in_list from ssp_app;

-- The second wall: what is about one person, in the sight of an act about that person.
create function people.answers_for(account uuid, business uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
	select account is not null and exists (select from people.business b where b.id = business and b.responsible_id = account)
$$;
grant execute on function people.answers_for(uuid, uuid) to ssp_app;

do $$
declare
	t text;
begin
	foreach t in array array['person', 'proof', 'counter_code', 'consent', 'shown_in_list'] loop
		execute format('alter table people.%I enable row level security', t);
		execute format('create policy own on people.%I to ssp_app using ((select platform.scope_system())
			or account_id = (select platform.scope_account())) with check ((select platform.scope_system())
			or account_id = (select platform.scope_account()))', t);
	end loop;
end
$$;
alter table people.business enable row level security;
create policy own on people.business to ssp_app using ((select platform.scope_system())
	or responsible_id = (select platform.scope_account())) with check ((select platform.scope_system())
	or responsible_id = (select platform.scope_account()));
alter table people.mandate enable row level security;
create policy own on people.mandate to ssp_app using ((select platform.scope_system())
	or from_account = (select platform.scope_account()) or to_account = (select platform.scope_account())
	or people.answers_for((select platform.scope_account()), from_business)) with check ((select platform.scope_system())
	or from_account = (select platform.scope_account()) or to_account = (select platform.scope_account())
	or people.answers_for((select platform.scope_account()), from_business));

-- Across persons only these questions can be asked, and each gives one answer.
-- Whose code this is, once, while it holds.
create function people.use_counter_code(hash bytea, at timestamptz, taking boolean)
returns table (account_id uuid, business_id uuid)
language sql security definer set search_path = pg_catalog as $$
	update people.counter_code c set used_at = case when taking then at else c.used_at end
	where c.code_hash = hash and c.used_at is null and c.ends_at > at
	returning c.account_id, c.business_id
$$;
-- The offer behind a mandate's code, for who holds the code.
create function people.find_offer(hash bytea) returns setof people.mandate
language sql security definer set search_path = pg_catalog as $$
	select * from people.mandate m where m.code_hash = hash and m.accepted_at is null and m.ended_at is null
$$;
create function people.accept_offer(hash bytea, taker uuid, at timestamptz) returns uuid
language sql security definer set search_path = pg_catalog as $$
	update people.mandate m set to_account = taker, accepted_at = at
	where m.code_hash = hash and m.accepted_at is null and m.ended_at is null returning m.id
$$;
-- What the other side of a mandate is called: the parties of one see each other's name and nothing else.
create function people.name_of(account uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
	select coalesce((select p.name from people.person p where p.account_id = account),
		(select a.name from identity.account a where a.id = account))
$$;
-- In whose ledger it stands that somebody looked at what a business has here.
create function people.responsible_of(business uuid) returns uuid
language sql stable security definer set search_path = pg_catalog as $$
	select b.responsible_id from people.business b where b.id = business
$$;
-- In whose ledgers it stands that a NIK was shown whole: of whoever is verified as holding it.
create function people.holders_of_nik(hashes bytea[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
	select distinct p.account_id from people.proof p
	where p.nik_index = any (hashes) and p.level = 'verified' and p.ended_at is null
$$;
-- One statement for the lists of a moment: each row a name in the list of that number, a business's for whoever answers for it.
-- Always in the order of the key, so that two such statements never wait for each other.
create function people.note_shown(list int[], of_kind text[], of_id uuid[], of_pemda text[], of_office uuid[], of_act text[],
	by_whom text[], of_reason text[], on_basis text[], at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
	insert into people.shown_in_list as l (account_id, day, pemda, office_id, act, by_actor, reason, basis, times, first_at, last_at)
	select account, (at at time zone 'Asia/Jakarta')::date, pemda, office, act, by_actor, max(reason), max(basis),
		count(distinct list)::int, at, at
	from (select r.*, case r.kind when 'business' then people.responsible_of(r.id) else r.id end as account
		from unnest(list, of_kind, of_id, of_pemda, of_office, of_act, by_whom, of_reason, on_basis)
			as r (list, kind, id, pemda, office, act, by_actor, reason, basis)) shown
	where account is not null and by_actor <> 'account:' || account
	group by account, pemda, office, act, by_actor order by account, pemda, office, act, by_actor
	on conflict (account_id, day, pemda, office_id, act, by_actor) do update
		set times = l.times + excluded.times, last_at = greatest(l.last_at, excluded.last_at)
$$;
-- What the holder of a running mandate may fill forms in with, where it says so: of the person, or of the business alone.
create function people.represented(mandate uuid, holder uuid, today date)
returns table (account_id uuid, name text, nik_sealed text, birth_date date, region text, nib text, business_name text,
	kbli text[], npwp_sealed text)
language sql stable security definer set search_path = pg_catalog as $$
	select coalesce(m.from_account, b.responsible_id), p.name, p.nik_sealed, p.birth_date, coalesce(p.region, b.region),
		b.nib, b.name, b.kbli, b.npwp_sealed
	from people.mandate m
	left join people.person p on p.account_id = m.from_account
	left join people.business b on b.id = m.from_business and b.ended_at is null
	where m.id = mandate and m.to_account = holder and m.accepted_at is not null and m.ended_at is null
		and today between m.valid_from and m.valid_to and 'data' = any (m.scope)
$$;
create function people.business_name(business uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
	select b.name from people.business b where b.id = business
$$;
-- Whether somebody else's business is verified with this NIB.
create function people.is_nib_verified(of_nib text, besides uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
	select exists (select from people.business b where b.nib = of_nib and b.id <> besides
		and b.verified_at is not null and b.ended_at is null)
$$;
grant execute on all functions in schema people to ssp_app;
