-- How residents get in: contacts that answer a code, passkeys (officers have them too), and the slow way back.
create table identity.contact (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	kind text not null check (kind in ('email', 'phone')),
	address text not null,
	since timestamptz not null,
	removed_at timestamptz
);
create unique index contact_once on identity.contact (kind, address) where removed_at is null;
create index contact_of_account on identity.contact (account_id);

-- A one-time code, by its keyed hash. The id is in the browser that asked, the code at the contact: both are needed.
create table identity.code (
	id uuid primary key,
	purpose text not null check (purpose in ('enter', 'add-contact', 'recover')),
	kind text not null check (kind in ('email', 'phone')),
	address text not null,
	account_id uuid references identity.account (id),
	-- Of a recovery: the contact that is lost.
	lost_address text,
	code_hash bytea not null,
	tries int not null default 0,
	made_at timestamptz not null,
	ends_at timestamptz not null,
	used_at timestamptz
);
create index code_by_address on identity.code (address, made_at);
create index code_by_end on identity.code (ends_at);

-- A key in somebody's device; what is here only checks what it signs.
create table identity.passkey (
	id text primary key,
	account_id uuid not null references identity.account (id),
	public_key bytea not null,
	counter bigint not null,
	transports text[] not null default '{}',
	name text not null,
	added_at timestamptz not null,
	used_at timestamptz,
	removed_at timestamptz
);
create index passkey_of_account on identity.passkey (account_id) where removed_at is null;

-- What a key is asked to sign: once, for some minutes.
create table identity.challenge (
	challenge text primary key,
	purpose text not null check (purpose in ('add', 'enter', 'fresh')),
	account_id uuid references identity.account (id),
	ends_at timestamptz not null,
	used_at timestamptz
);
create index challenge_by_end on identity.challenge (ends_at);

-- The way back of somebody who lost every contact and key: announced to the old contacts, open after days, stopped by one tap.
create table identity.comeback (
	id uuid primary key,
	account_id uuid not null references identity.account (id),
	kind text not null check (kind in ('email', 'phone')),
	address text not null,
	asked_at timestamptz not null,
	ready_at timestamptz not null,
	stop_hash bytea not null unique,
	-- What its asker shows at a counter, by its keyed hash; a new one with each visit to the page.
	counter_hash bytea not null,
	seen_at timestamptz,
	seen_by text,
	stopped_at timestamptz,
	done_at timestamptz,
	check ((seen_at is null) = (seen_by is null)),
	check (stopped_at is null or done_at is null)
);
create unique index comeback_open on identity.comeback (account_id, kind, address) where stopped_at is null and done_at is null;
create index comeback_at_counter on identity.comeback (counter_hash) where stopped_at is null and done_at is null;

insert into identity.rule (code, set_at, value, set_by) values
	('comeback-days', '2026-01-01', '7', 'system:set-up'),
	('comeback-seen-hours', '2026-01-01', '24', 'system:set-up');

grant select, insert on identity.contact, identity.code, identity.passkey, identity.challenge, identity.comeback to ssp_app;
grant update (removed_at) on identity.contact to ssp_app;
grant update (tries, used_at) on identity.code to ssp_app;
grant update (counter, used_at, name, removed_at) on identity.passkey to ssp_app;
grant update (used_at) on identity.challenge to ssp_app;
grant update (ready_at, counter_hash, seen_at, seen_by, stopped_at, done_at) on identity.comeback to ssp_app;

-- When what an account may do changed last: a session that began before gets a new secret with the next page.
alter table identity.account add column rights_at timestamptz;

create function identity.note_own_rights() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
	new.rights_at := now();
	return new;
end
$$;
create trigger rights_of_account before update of level, is_operator on identity.account for each row
	when (old.level <> new.level or old.is_operator <> new.is_operator) execute function identity.note_own_rights();

create function identity.note_rights() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	update identity.account set rights_at = now() where id = (to_jsonb(new) ->> tg_argv[0])::uuid;
	return null;
end
$$;
revoke execute on function identity.note_own_rights(), identity.note_rights() from public;
create trigger rights_of_holding after insert or update on identity.holding for each row execute function identity.note_rights('account_id');
create trigger rights_of_delegation after insert or update on identity.delegation for each row execute function identity.note_rights('to_account');
