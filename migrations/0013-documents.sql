-- Issued documents: each with a number of a series without gaps, what it said when it was issued, its signed file, and a
-- chain of what happened to it since.
create schema documents;

-- The last number of each series. Its row is locked until the issuing act commits, so an act that fails leaves no gap.
create table documents.series (
	pemda text not null,
	office_id uuid not null,
	series text not null,
	-- The year where the number names one, else ''.
	period text not null,
	last int not null check (last > 0),
	primary key (pemda, office_id, series, period)
);

create table documents.document (
	pemda text not null,
	id uuid not null,
	office_id uuid not null,
	office_name text not null,
	office_function text not null,
	-- What it was issued for, 'application:12.09:…', and which document of it.
	subject text not null,
	key text not null,
	series text not null,
	period text not null,
	seq int not null,
	number text not null,
	-- The number as it is looked up: capitals, no spaces.
	number_key text not null,
	-- What is typed instead of the number: ten symbols that name this document alone.
	code text not null,
	title jsonb not null,
	body jsonb not null,
	lines jsonb not null,
	holder_kind text not null check (holder_kind in ('person', 'business')),
	-- The account of a person, the id of a business.
	holder_id uuid not null,
	holder_name text not null,
	-- What a stranger reads instead of the name.
	holder_masked text not null,
	signer jsonb,
	issued_at timestamptz not null,
	valid_to timestamptz check (valid_to > issued_at),
	template_version text not null,
	-- What was known and decided, from which it follows.
	snapshot jsonb not null,
	-- What the file carries for machines, to the byte, and its SHA-256: the code on the page signs this.
	data text not null,
	data_sha256 text not null check (data_sha256 ~ '^[0-9a-f]{64}$'),
	status text not null check (status in ('active', 'suspended', 'revoked', 'expired', 'superseded')),
	-- Events so far, and the hash of the last one.
	events int not null check (events > 0),
	head bytea not null,
	supersedes uuid,
	superseded_by uuid,
	-- Null until the file has been made and signed.
	file_sha256 text check (file_sha256 ~ '^[0-9a-f]{64}$'),
	file_bytes int,
	signed_with text check (signed_with in ('test-authority', 'bsre')),
	ready_at timestamptz,
	primary key (pemda, id),
	unique (pemda, office_id, series, period, seq),
	unique (pemda, office_id, number),
	unique (pemda, subject, key),
	foreign key (pemda, supersedes) references documents.document (pemda, id),
	foreign key (pemda, superseded_by) references documents.document (pemda, id),
	check ((file_sha256 is null) = (ready_at is null) and (file_sha256 is null) = (signed_with is null))
);
create index document_by_number on documents.document (number_key);
create unique index document_by_code on documents.document (code);
create index document_by_file on documents.document (file_sha256) where file_sha256 is not null;
create index document_of_holder on documents.document (holder_id, issued_at desc);
create index document_of_office on documents.document (pemda, office_id, issued_at desc, id desc);
create index document_to_expire on documents.document (valid_to) where valid_to is not null and status in ('active', 'suspended');
create index document_search on documents.document using gin (platform.plain(number || ' ' || holder_name) public.gin_trgm_ops);

-- Append-only, each bound to the one before it by its hash.
create table documents.event (
	pemda text not null,
	document_id uuid not null,
	seq int not null check (seq > 0),
	office_id uuid not null,
	at timestamptz not null,
	act text not null check (act in ('issued', 'signed', 'suspended', 'restored', 'revoked', 'expired', 'superseded')),
	status text not null,
	-- Who, as the trail names them and as people do; strangers read the post alone.
	actor text not null,
	actor_name text not null,
	post text not null,
	on_behalf_of text,
	-- The law, for everybody; the reason, for the holder and the office. The chain holds the reason's salted hash.
	basis text not null,
	reason text not null,
	reason_salt text not null,
	-- Of 'signed': the file. Of 'superseded': what holds instead.
	file_sha256 text,
	next_id uuid,
	next_number text,
	previous bytea,
	hash bytea not null,
	primary key (pemda, document_id, seq),
	foreign key (pemda, document_id) references documents.document (pemda, id),
	check ((seq = 1) = (previous is null))
);
create trigger event_stays before update or delete on documents.event
	for each statement execute function platform.refuse_change();

-- The installation's own test authority; and the certificate of each office, from it. Private keys lie sealed.
create table documents.authority (
	id uuid primary key,
	certificate text not null,
	key_sealed text not null,
	made_at timestamptz not null,
	ends_at timestamptz not null
);
create table documents.certificate (
	pemda text not null,
	id uuid not null,
	office_id uuid not null,
	authority_id uuid not null references documents.authority (id),
	serial text not null,
	subject text not null,
	certificate text not null,
	key_sealed text not null,
	made_at timestamptz not null,
	ends_at timestamptz not null,
	primary key (pemda, id),
	unique (pemda, serial)
);
create index certificate_of_office on documents.certificate (pemda, office_id, ends_at desc);

-- Signs the codes on the pages; the public halves of all stay published.
create table documents.code_key (
	kid text primary key,
	public_jwk jsonb not null,
	key_sealed text not null,
	made_at timestamptz not null
);

-- The next number of a series, held until the transaction ends.
create function documents.take_number(of_pemda text, of_office uuid, of_series text, of_period text) returns int
language sql security definer set search_path = pg_catalog as $$
	insert into documents.series as s (pemda, office_id, series, period, last) values (of_pemda, of_office, of_series, of_period, 1)
	on conflict (pemda, office_id, series, period) do update set last = s.last + 1 returning last
$$;

-- Whether an issuing act was done before, and what it gave.
create function documents.find_issued(of_pemda text, of_subject text, of_key text) returns table (id uuid, number text)
language sql stable security definer set search_path = pg_catalog as $$
	select d.id, d.number from documents.document d where d.pemda = of_pemda and d.subject = of_subject and d.key = of_key
$$;

-- A document and the first link of its chain. Whoever issues may be an office, the platform, or an applicant whose
-- application the system grants at once.
create function documents.issue(document jsonb, event jsonb) returns void
language sql security definer set search_path = pg_catalog as $$
	insert into documents.document select * from jsonb_populate_record(null::documents.document, document);
	insert into documents.event select * from jsonb_populate_record(null::documents.event, event);
$$;

-- What a stranger may know about the documents of one number or code. The number of another document that took its place
-- is public like its own.
create function documents.find_public(wanted text)
returns table (pemda text, id uuid, number text, title jsonb, office_name text, holder text, issued_at timestamptz,
	valid_to timestamptz, status text, file_sha256 text, signed_with text, supersedes text, superseded_by text)
language sql stable security definer set search_path = pg_catalog as $$
	select d.pemda, d.id, d.number, d.title, d.office_name, d.holder_masked, d.issued_at, d.valid_to, d.status, d.file_sha256,
		d.signed_with, (select o.number from documents.document o where o.pemda = d.pemda and o.id = d.supersedes),
		(select o.number from documents.document o where o.pemda = d.pemda and o.id = d.superseded_by)
	from documents.document d where d.number_key = wanted or d.code = wanted order by d.pemda, d.id limit 20
$$;
-- Which number a file belongs to, by its own hash: only who has the file knows it.
create function documents.find_by_file(hash text) returns table (number text, office_name text)
language sql stable security definer set search_path = pg_catalog as $$
	select d.number, d.office_name from documents.document d where d.file_sha256 = hash limit 1
$$;
create function documents.public_chain(of_pemda text, of_document uuid)
returns table (seq int, at timestamptz, act text, status text, post text, basis text, reason_hash text, file_sha256 text,
	next_number text, previous bytea, hash bytea)
language sql stable security definer set search_path = pg_catalog as $$
	select e.seq, e.at, e.act, e.status, e.post, e.basis,
		encode(sha256(convert_to(e.reason_salt || E'\n' || e.reason, 'UTF8')), 'hex'), e.file_sha256, e.next_number, e.previous, e.hash
	from documents.event e where e.pemda = of_pemda and e.document_id = of_document order by e.seq
$$;

-- The second wall: offices see what they issued, governments theirs, holders their own. A series is counted by its function alone.
alter table documents.series enable row level security;
alter table documents.document enable row level security;
create policy see on documents.document for select to ssp_app using ((select platform.scope_system())
	or pemda = any ((select platform.scope_pemda())::text[]) or office_id = any ((select platform.scope_offices())::uuid[])
	or (holder_kind = 'person' and holder_id = (select platform.scope_account()))
	or (holder_kind = 'business' and people.answers_for((select platform.scope_account()), holder_id)));
create policy change on documents.document for update to ssp_app using ((select platform.scope_system())
	or pemda = any ((select platform.scope_pemda())::text[]) or office_id = any ((select platform.scope_offices())::uuid[]));
alter table documents.event enable row level security;
create policy see on documents.event for select to ssp_app using (exists (select from documents.document d
	where d.pemda = event.pemda and d.id = event.document_id));
create policy add on documents.event for insert to ssp_app with check ((select platform.scope_system())
	or pemda = any ((select platform.scope_pemda())::text[]) or office_id = any ((select platform.scope_offices())::uuid[]));
alter table documents.certificate enable row level security;
create policy own on documents.certificate to ssp_app using ((select platform.scope_system()))
	with check ((select platform.scope_system()));

grant usage on schema documents to ssp_app;
grant select on documents.document, documents.event, documents.certificate, documents.authority,
	documents.code_key to ssp_app;
grant update (status, events, head, supersedes, superseded_by, file_sha256, file_bytes, signed_with, ready_at)
	on documents.document to ssp_app;
grant insert on documents.event, documents.certificate, documents.authority, documents.code_key to ssp_app;
grant execute on all functions in schema documents to ssp_app;
