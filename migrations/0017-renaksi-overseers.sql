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
