-- What verifiers work from: what waits, which of what was judged is judged a second time, and what they write each other.

-- What waits for a verifier: a line per evidence from when it is handed in until it is judged, its document is corrected,
-- or its year is closed. Kept by the transaction of the event.
create table renaksi.waiting (
	pemda text not null,
	evidence_id uuid not null,
	year int not null,
	requirement text not null,
	by_account uuid not null,
	at timestamptz not null,
	primary key (pemda, evidence_id),
	unique (pemda, year, requirement),
	foreign key (pemda, evidence_id) references renaksi.evidence (pemda, id)
);
create index waiting_by_age on renaksi.waiting (at, evidence_id);

create function renaksi.keep_waiting() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	delete from renaksi.waiting w where w.pemda = new.pemda and w.year = new.year and w.requirement = new.requirement;
	if new.kind = 'submitted' then
		insert into renaksi.waiting (pemda, evidence_id, year, requirement, by_account, at)
			select e.pemda, e.id, e.year, e.requirement, e.by_account, e.at from renaksi.evidence e
			where e.pemda = new.pemda and e.id = new.evidence_id;
	end if;
	return null;
end
$$;
create trigger keep_waiting after insert on renaksi.event for each row
	when (new.requirement is not null) execute function renaksi.keep_waiting();

create function renaksi.stop_waiting() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	delete from renaksi.waiting w where w.pemda = new.pemda and w.year = new.year;
	return null;
end
$$;
create trigger stop_waiting after insert on renaksi.closure for each row execute function renaksi.stop_waiting();

revoke execute on function renaksi.keep_waiting, renaksi.stop_waiting from public;
grant select on renaksi.waiting to ssp_app;
alter table renaksi.waiting enable row level security;
create policy see on renaksi.waiting for select to ssp_app using ((select platform.scope_system()) or (select platform.scope_all())
	or pemda = any ((select platform.scope_pemda())::text[]) or pemda = any ((select platform.scope_reads())::text[]));

-- What is drawn to be judged a second time, by whom it was judged first. Whether it is follows from the seed, the evidence
-- and the instant of the verdict: nobody knows before, everybody can check after.
create table renaksi.sample (
	pemda text not null,
	evidence_id uuid not null,
	first_account uuid not null,
	seed text not null,
	percent int not null check (percent between 1 and 100),
	digest bytea not null check (length(digest) = 32),
	at timestamptz not null,
	primary key (pemda, evidence_id),
	foreign key (pemda, evidence_id) references renaksi.verdict (pemda, evidence_id)
);
create index sample_by_age on renaksi.sample (at, evidence_id);

-- What a second verifier said without knowing what the first one said. It changes no score: where they differ, somebody
-- else corrects.
create table renaksi.second_verdict (
	pemda text not null,
	evidence_id uuid not null,
	kind text not null check (kind in ('accepted', 'rejected')),
	percent int not null check (percent between 0 and 100 and (kind = 'accepted') = (percent > 0)),
	reason text not null,
	missing text not null,
	agrees boolean not null,
	at timestamptz not null,
	by_account uuid not null,
	by_name text not null,
	primary key (pemda, evidence_id),
	foreign key (pemda, evidence_id) references renaksi.sample (pemda, evidence_id),
	check (kind = 'accepted' or length(reason) >= 10)
);

-- Notes between verifiers and the office that handed in; or of verifiers among themselves.
create table renaksi.comment (
	pemda text not null,
	id uuid not null,
	evidence_id uuid not null,
	side text not null check (side in ('verifier', 'office')),
	reach text not null check (reach in ('both', 'verifiers')),
	text text not null check (length(text) between 10 and 2000),
	at timestamptz not null,
	by_account uuid not null,
	by_name text not null,
	primary key (pemda, id),
	foreign key (pemda, evidence_id) references renaksi.evidence (pemda, id),
	check (side = 'verifier' or reach = 'both')
);
create index comment_of_evidence on renaksi.comment (pemda, evidence_id, at, id);
-- The same words sent twice are written once.
create unique index comment_once on renaksi.comment (pemda, evidence_id, by_account, md5(text));

do $$
declare
	t text;
begin
	foreach t in array array['sample', 'second_verdict', 'comment'] loop
		execute format('create trigger stays before update or delete on renaksi.%I for each statement execute function platform.refuse_change()', t);
		execute format('grant select, insert on renaksi.%I to ssp_app', t);
		execute format('alter table renaksi.%I enable row level security', t);
		execute format('create policy see on renaksi.%I for select to ssp_app using ((select platform.scope_system()) or (select platform.scope_all())
			or pemda = any ((select platform.scope_pemda())::text[]) or pemda = any ((select platform.scope_reads())::text[]))', t);
		execute format('create policy add on renaksi.%I for insert to ssp_app with check ((select platform.scope_system()))', t);
	end loop;
end
$$;

-- The drawn evidence whose first verdict may not be shown to whoever oversees: the second is not written, and it was not they
-- who wrote the first. Whose government it is needs the verdict to mend, and is never the second.
create function renaksi.is_blind(of_pemda text, of_evidence uuid) returns boolean language sql stable as $$
	select exists (select from renaksi.sample s where s.pemda = of_pemda and s.evidence_id = of_evidence
		and s.first_account is distinct from (select platform.scope_account())
		and not exists (select from renaksi.second_verdict v where v.pemda = s.pemda and v.evidence_id = s.evidence_id))
$$;
revoke execute on function renaksi.is_blind from public;
grant execute on function renaksi.is_blind to ssp_app;

drop policy see on renaksi.verdict;
create policy see on renaksi.verdict for select to ssp_app using ((select platform.scope_system())
	or pemda = any ((select platform.scope_pemda())::text[])
	or (((select platform.scope_all()) or pemda = any ((select platform.scope_reads())::text[])) and not renaksi.is_blind(pemda, evidence_id)));

drop policy see on renaksi.comment;
create policy see on renaksi.comment for select to ssp_app using ((select platform.scope_system())
	or (reach = 'both' and pemda = any ((select platform.scope_pemda())::text[]))
	or (((select platform.scope_all()) or pemda = any ((select platform.scope_reads())::text[]))
		and (not renaksi.is_blind(pemda, evidence_id) or by_account = (select platform.scope_account())
			or at < (select s.at from renaksi.sample s where s.pemda = comment.pemda and s.evidence_id = comment.evidence_id))));
drop policy add on renaksi.comment;
create policy add on renaksi.comment for insert to ssp_app with check ((select platform.scope_system())
	or (side = 'office' and pemda = any ((select platform.scope_pemda())::text[])));

-- A framework somebody brings in waits here until a second person publishes it.
create table renaksi.framework_proposal (
	id uuid primary key,
	framework_id text not null,
	hash bytea not null check (length(hash) = 32),
	document jsonb not null,
	at timestamptz not null,
	by_account uuid not null,
	by_name text not null
);
create index framework_proposal_by_age on renaksi.framework_proposal (at desc, id desc);

create table renaksi.framework_decision (
	proposal_id uuid primary key references renaksi.framework_proposal (id),
	kind text not null check (kind in ('published', 'refused', 'withdrawn')),
	reason text not null,
	at timestamptz not null,
	by_account uuid not null,
	by_name text not null
);

-- Takes a published framework back from its years while no plan was opened with it: what its years had before holds again.
create table renaksi.retraction (
	hash bytea not null references renaksi.framework (hash),
	at timestamptz not null,
	by_actor text not null,
	reason text not null check (length(reason) >= 10),
	primary key (hash, at)
);
do $$
declare
	t text;
begin
	foreach t in array array['framework_proposal', 'framework_decision', 'retraction'] loop
		execute format('create trigger stays before update or delete on renaksi.%I for each statement execute function platform.refuse_change()', t);
		execute format('grant select, insert on renaksi.%I to ssp_app', t);
	end loop;
end
$$;
grant insert on renaksi.framework, renaksi.requirement, renaksi.adoption to ssp_app;
