-- What is to be paid, how it was tried, and what the payment provider says came of it. Nobody who pays can write here:
-- the system does, after asking the provider, and officers ask for refunds and decide them.
create schema payments;

create sequence payments.invoice_number;

-- What is owed never changes: a correction cancels an invoice and opens another.
create table payments.invoice (
	pemda text not null,
	id uuid not null,
	number text not null,
	-- What it is for: `application:<pemda>:<id>`; `key` tells several invoices of one subject apart.
	subject text not null,
	key text not null default '',
	payer_kind text not null check (payer_kind in ('person', 'business')),
	payer_id uuid not null,
	payer_name text not null,
	office_id uuid,
	office_name text not null default '',
	title jsonb not null,
	-- Whole rupiah; thirteen digits are what a QRIS code can hold.
	total bigint not null check (total between 1 and 9999999999999),
	opened_at timestamptz not null,
	due_at timestamptz not null,
	status text not null default 'open' check (status in ('open', 'paid', 'cancelled', 'expired', 'refunded')),
	settled_at timestamptz,
	settled_attempt uuid,
	receipt_number text,
	-- Of a cancelled, expired or refunded one.
	ended_at timestamptz,
	ended_by text,
	end_reason text,
	primary key (pemda, id),
	unique (pemda, number),
	unique (pemda, subject, key),
	unique (pemda, receipt_number),
	check ((status in ('paid', 'refunded')) = (settled_at is not null)),
	check ((settled_at is null) = (settled_attempt is null) and (settled_at is null) = (receipt_number is null)),
	check ((status in ('cancelled', 'expired', 'refunded')) = (ended_at is not null))
);
create index invoice_of_payer on payments.invoice (payer_id, opened_at desc, id desc);
-- Lists and sums of a desk, which are of some offices or whole governments.
create index invoice_of_government on payments.invoice (pemda, opened_at desc, id desc);
create index invoice_of_office on payments.invoice (office_id, opened_at desc, id desc);
create index invoice_open_of_government on payments.invoice (pemda) include (office_id, total) where status = 'open';
create index invoice_open_of_office on payments.invoice (office_id) include (pemda, total) where status = 'open';
create index invoice_settled_of_government on payments.invoice (pemda, settled_at) where settled_at is not null;
create index invoice_settled_of_office on payments.invoice (office_id, settled_at) where settled_at is not null;
create index invoice_to_expire on payments.invoice (due_at) where status = 'open';

create table payments.invoice_line (
	pemda text not null,
	invoice_id uuid not null,
	position int not null,
	fee text not null,
	label jsonb not null,
	amount bigint not null check (amount >= 0),
	-- What it was worked out from, and by which rule.
	inputs jsonb not null,
	trace jsonb not null,
	primary key (pemda, invoice_id, position),
	foreign key (pemda, invoice_id) references payments.invoice (pemda, id)
);
create trigger line_stays before update or delete on payments.invoice_line
	for each statement execute function platform.refuse_change();

-- One try to pay: a QR code or an account number of the provider. Asked for first, so that none is lost in between.
create table payments.attempt (
	pemda text not null,
	id uuid not null,
	invoice_id uuid not null,
	provider text not null,
	-- What we call it at the provider: twenty letters and digits nobody can guess.
	reference text not null,
	method text not null check (method in ('qris', 'va')),
	bank text,
	amount bigint not null check (amount > 0),
	status text not null default 'asked' check (status in ('asked', 'pending', 'paid', 'mismatch', 'expired', 'failed')),
	-- Of a paid one: it settled the invoice, or the money was not owed.
	outcome text check (outcome in ('settled', 'double', 'not-owed')),
	started_at timestamptz not null,
	started_by text not null,
	expires_at timestamptz,
	qr text,
	account text,
	provider_id text,
	paid_at timestamptz,
	paid_amount bigint,
	ended_at timestamptz,
	-- When the provider was asked last, how often, and when it is asked again; null: no more.
	asked_at timestamptz,
	asks int not null default 0,
	next_ask_at timestamptz,
	primary key (pemda, id),
	unique (pemda, reference),
	foreign key (pemda, invoice_id) references payments.invoice (pemda, id),
	check ((method = 'va') = (bank is not null)),
	check ((status = 'paid') = (outcome is not null)),
	check ((status in ('paid', 'mismatch')) = (paid_amount is not null)),
	check ((status in ('asked', 'pending')) = (ended_at is null))
);
-- Two presses of the button are one attempt.
create unique index attempt_running on payments.attempt (pemda, invoice_id, method, coalesce(bank, '')) where ended_at is null;
-- An invoice is settled by one attempt.
create unique index attempt_settled on payments.attempt (pemda, invoice_id) where outcome = 'settled';
create index attempt_of_invoice on payments.attempt (pemda, invoice_id, started_at);
create index attempt_by_reference on payments.attempt (reference);
create index attempt_to_ask on payments.attempt (next_ask_at, id) where next_ask_at is not null;

-- Money that goes back. What was paid twice or was not owed goes back by itself; the rest needs two people.
create table payments.refund (
	pemda text not null,
	id uuid not null,
	invoice_id uuid not null,
	attempt_id uuid not null,
	reference text not null,
	amount bigint not null check (amount > 0),
	cause text not null check (cause in ('double', 'not-owed', 'mismatch', 'officer')),
	reason text not null,
	asked_by text not null,
	asked_name text not null,
	asked_at timestamptz not null,
	decision text check (decision in ('approved', 'refused')),
	decided_by text,
	decided_name text,
	decided_at timestamptz,
	sent_at timestamptz,
	done_at timestamptz,
	failed_at timestamptz,
	provider_id text,
	asked_provider_at timestamptz,
	asks int not null default 0,
	next_ask_at timestamptz,
	primary key (pemda, id),
	unique (pemda, reference),
	foreign key (pemda, invoice_id) references payments.invoice (pemda, id),
	foreign key (pemda, attempt_id) references payments.attempt (pemda, id),
	check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
	check (decided_by is distinct from asked_by or asked_by = 'system:payments'),
	check (sent_at is null or decision is not distinct from 'approved'),
	check (done_at is null or failed_at is null)
);
-- What was paid once goes back once.
create unique index refund_once on payments.refund (pemda, attempt_id) where decision is distinct from 'refused' and failed_at is null;
create index refund_of_invoice on payments.refund (pemda, invoice_id);
create index refund_unfinished on payments.refund (asked_at, id) where done_at is null and decision is distinct from 'refused';
create index refund_to_ask on payments.refund (next_ask_at, id) where next_ask_at is not null;

-- Everything that happened, in order. Append-only.
create table payments.event (
	pemda text not null,
	invoice_id uuid not null,
	seq int not null check (seq > 0),
	at timestamptz not null,
	kind text not null,
	attempt_id uuid,
	refund_id uuid,
	actor text not null,
	actor_name text not null default '',
	acting_for text,
	detail jsonb not null default '{}',
	primary key (pemda, invoice_id, seq),
	foreign key (pemda, invoice_id) references payments.invoice (pemda, id)
);
create trigger event_stays before update or delete on payments.event
	for each statement execute function platform.refuse_change();
-- What an officer has to look at.
create index event_matter on payments.event (pemda, at desc) where kind in ('mismatch', 'contradiction', 'refund-failed');

-- Receipts are numbered without a gap, by government and year: the next number is taken in the settling transaction.
create table payments.series (
	pemda text not null,
	year int not null,
	last int not null,
	primary key (pemda, year)
);

create function payments.keep_state() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
	if (old.status, new.status) not in (('open', 'paid'), ('open', 'cancelled'), ('open', 'expired'), ('paid', 'refunded')) then
		raise exception 'an invoice does not go from % to %', old.status, new.status using errcode = 'check_violation';
	end if;
	return new;
end
$$;
create trigger state_of_invoice before update of status on payments.invoice for each row
	when (old.status <> new.status) execute function payments.keep_state();
create function payments.keep_paid() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
	raise exception 'a payment stays what it was' using errcode = 'check_violation';
end
$$;
create trigger state_of_attempt before update of status, outcome, paid_amount on payments.attempt for each row
	when (old.status in ('paid', 'mismatch') and (old.status, old.outcome, old.paid_amount) is distinct from (new.status, new.outcome, new.paid_amount))
	execute function payments.keep_paid();

-- Another room bills in its own transaction, whose scope is about what it bills for. Answers with what stands there: the
-- same subject and key is the same invoice.
create function payments.open_invoice(data jsonb, opened timestamptz)
returns table (id uuid, number text, total bigint, is_new boolean)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	p text := data ->> 'pemda';
	new_id uuid := (data ->> 'id')::uuid;
	added int;
begin
	insert into payments.invoice (pemda, id, number, subject, key, payer_kind, payer_id, payer_name, office_id, office_name,
		title, total, opened_at, due_at)
	values (p, new_id, 'T-' || p || '-' || to_char(opened at time zone 'Asia/Jakarta', 'YYYY') || '-'
			|| lpad(nextval('payments.invoice_number')::text, 6, '0'),
		data ->> 'subject', data ->> 'key', data #>> '{payer,kind}', (data #>> '{payer,id}')::uuid, data #>> '{payer,name}',
		(data #>> '{office,id}')::uuid, coalesce(data #>> '{office,name}', ''), data -> 'title', (data ->> 'total')::bigint,
		opened, (data ->> 'dueAt')::timestamptz)
	on conflict (pemda, subject, key) do nothing;
	get diagnostics added = row_count;
	if added > 0 then
		insert into payments.invoice_line (pemda, invoice_id, position, fee, label, amount, inputs, trace)
		select p, new_id, l.at, l.line ->> 'fee', l.line -> 'label', (l.line ->> 'amount')::bigint, l.line -> 'inputs',
			coalesce(l.line -> 'trace', 'null')
		from jsonb_array_elements(data -> 'lines') with ordinality as l(line, at);
		insert into payments.event (pemda, invoice_id, seq, at, kind, actor) values (p, new_id, 1, opened, 'opened', data ->> 'actor');
	end if;
	return query select i.id, i.number, i.total, added > 0 from payments.invoice i
		where i.pemda = p and i.subject = data ->> 'subject' and i.key = data ->> 'key';
end
$$;

-- Takes an invoice back that nobody paid; answers with how it stands after that, null where there is none.
create function payments.cancel_invoice(of_pemda text, of_id uuid, by_actor text, why text, at_time timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare
	now_status text;
begin
	select status into now_status from payments.invoice where pemda = of_pemda and id = of_id for update;
	if now_status = 'open' then
		update payments.invoice set status = 'cancelled', ended_at = at_time, ended_by = by_actor, end_reason = why
			where pemda = of_pemda and id = of_id;
		insert into payments.event (pemda, invoice_id, seq, at, kind, actor, detail)
			select of_pemda, of_id, max(seq) + 1, at_time, 'cancelled', by_actor, jsonb_build_object('reason', why)
			from payments.event where pemda = of_pemda and invoice_id = of_id;
		return 'cancelled now';
	end if;
	return now_status;
end
$$;

-- The invoices of one subject, for the room that keeps it and has asked who reads.
create function payments.invoices_of(of_pemda text, of_subject text) returns setof payments.invoice
language sql stable security definer set search_path = pg_catalog as $$
	select * from payments.invoice where pemda = of_pemda and subject = of_subject order by opened_at, id
$$;

-- What was paid for one subject, and what of it goes back: for the same room. No code and no account number leaves here.
create function payments.paid_of(of_pemda text, of_subject text)
returns table (invoice_id uuid, method text, bank text, paid_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
	select a.invoice_id, a.method, a.bank, coalesce(a.paid_at, i.settled_at) from payments.invoice i
		join payments.attempt a on a.pemda = i.pemda and a.id = i.settled_attempt
	where i.pemda = of_pemda and i.subject = of_subject
$$;
create function payments.refunds_of(of_pemda text, of_subject text) returns setof payments.refund
language sql stable security definer set search_path = pg_catalog as $$
	select r.* from payments.invoice i join payments.refund r on r.pemda = i.pemda and r.invoice_id = i.id
	where i.pemda = of_pemda and i.subject = of_subject order by r.asked_at, r.id
$$;

-- The attempt a provider's reference names, for a callback that was signed.
create function payments.find_reference(of_provider text, of_reference text) returns table (pemda text, id uuid)
language sql stable security definer set search_path = pg_catalog as $$
	select a.pemda, a.id from payments.attempt a where a.reference = of_reference and a.provider = of_provider
$$;

revoke execute on function payments.keep_state, payments.keep_paid, payments.open_invoice, payments.cancel_invoice,
	payments.invoices_of, payments.paid_of, payments.refunds_of, payments.find_reference from public;
grant usage on schema payments to ssp_app, ssp_reader;
grant execute on function payments.open_invoice, payments.cancel_invoice, payments.invoices_of, payments.paid_of,
	payments.refunds_of, payments.find_reference to ssp_app;
grant select on payments.invoice, payments.invoice_line, payments.attempt, payments.refund, payments.event, payments.series to ssp_app;
grant update (status, settled_at, settled_attempt, receipt_number, ended_at, ended_by, end_reason) on payments.invoice to ssp_app;
grant insert on payments.attempt, payments.refund, payments.event, payments.series to ssp_app;
grant update (status, outcome, expires_at, qr, account, provider_id, paid_at, paid_amount, ended_at, asked_at, asks, next_ask_at)
	on payments.attempt to ssp_app;
grant update (decision, decided_by, decided_name, decided_at, sent_at, done_at, failed_at, provider_id, asked_provider_at, asks, next_ask_at)
	on payments.refund to ssp_app;
grant update (last) on payments.series to ssp_app;

-- The second wall. Whoever pays reads their own; officers read their office's or government's. An act reads in the scope of
-- whoever asks, and what it then writes is written by the system: no payer's or officer's transaction changes a row here.
alter table payments.invoice enable row level security;
create policy see on payments.invoice for select to ssp_app using (
	(select platform.scope_system())
	or payer_id = (select platform.scope_account())
	or (payer_kind = 'business' and people.answers_for((select platform.scope_account()), payer_id))
	or office_id = any ((select platform.scope_offices())::uuid[])
	or pemda = any ((select platform.scope_pemda())::text[]));
create policy change on payments.invoice for update to ssp_app using ((select platform.scope_system()));

do $$
declare
	t text;
begin
	foreach t in array array['invoice_line', 'attempt', 'refund', 'event'] loop
		execute format('alter table payments.%I enable row level security', t);
		execute format('create policy see on payments.%I for select to ssp_app using (exists (select from payments.invoice i
			where i.pemda = %I.pemda and i.id = %I.invoice_id))', t, t, t);
	end loop;
	foreach t in array array['attempt', 'refund', 'event'] loop
		execute format('create policy add on payments.%I for insert to ssp_app with check ((select platform.scope_system()))', t);
	end loop;
	foreach t in array array['attempt', 'refund'] loop
		execute format('create policy change on payments.%I for update to ssp_app using ((select platform.scope_system()))', t);
	end loop;
end
$$;
alter table payments.series enable row level security;
create policy see on payments.series for select to ssp_app using ((select platform.scope_system()));
create policy add on payments.series for insert to ssp_app with check ((select platform.scope_system()));
create policy change on payments.series for update to ssp_app using ((select platform.scope_system()));
