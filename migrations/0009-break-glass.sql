-- A confidential case is open to its handling office alone. Whoever else must see it asks with a reason, a second person
-- decides, and it closes by itself; every look is on record.
create table casework.break_glass (
	pemda text not null,
	id uuid not null,
	-- As it was typed. Null case: none within the asker's reach has it; nobody is told the difference.
	number text not null,
	case_id uuid,
	holder_pemda text,
	holder_office_id uuid,
	asked_by uuid not null,
	asked_name text not null,
	asked_post text not null,
	reason text not null,
	asked_at timestamptz not null,
	waits_until timestamptz not null,
	decided_by uuid,
	decided_name text,
	decided_at timestamptz,
	decision text check (decision in ('approved', 'refused')),
	open_until timestamptz,
	ended_at timestamptz,
	ended_by text,
	primary key (pemda, id),
	foreign key (pemda, case_id) references casework.case (pemda, id),
	check (decided_by is distinct from asked_by),
	check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
	check ((open_until is not null) = (decision is not distinct from 'approved')),
	check (decision is null or case_id is not null)
);
create index break_glass_of on casework.break_glass (asked_by, asked_at desc);
create index break_glass_in on casework.break_glass (holder_pemda, asked_at desc);
create unique index break_glass_once on casework.break_glass (asked_by, number) where decision is null and ended_at is null;

-- The cases that were opened for whoever reads in this transaction; `#platform/db` makes such a transaction read only.
create function casework.scope_opened() returns uuid[] language sql stable parallel safe as
	$$ select coalesce(nullif(current_setting('ssp.opened', true), ''), '{}')::uuid[] $$;
create policy see_opened on casework.case for select to ssp_app using (id = any ((select casework.scope_opened())::uuid[]));

alter table casework.break_glass enable row level security;
create policy see on casework.break_glass for select to ssp_app using (
	(select platform.scope_system()) or asked_by = (select platform.scope_account()));
create policy change on casework.break_glass for update to ssp_app using ((select platform.scope_system()));
create policy add on casework.break_glass for insert to ssp_app with check ((select platform.scope_system()));

grant select, insert on casework.break_glass to ssp_app;
grant update (decided_by, decided_name, decided_at, decision, open_until, ended_at, ended_by) on casework.break_glass to ssp_app;
grant execute on function casework.scope_opened() to ssp_app;
