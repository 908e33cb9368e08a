-- Titles, offers, sealed assets, orders, entitlements and the double-entry ledger.
-- What must never be wrong is held here, so that no code path can get around it.

create table title (
  id          uuid primary key,
  name        text        not null check (length(name) between 1 and 200),
  synopsis    text        not null check (length(synopsis) <= 4000),
  year        integer     check (year between 1800 and 2200),
  state       text        not null check (state in ('draft', 'published')),
  created_at  timestamptz not null,
  published_at timestamptz,
  published_version integer,
  check (state <> 'published' or (published_at is not null and published_version is not null))
);
create index title_by_state on title (state, published_at desc);

create table offer (
  id                      uuid primary key,
  title_id                uuid        not null references title,
  kind                    text        not null check (kind in ('purchase', 'rental', 'subscription', 'free')),
  amount_minor            bigint      not null check (amount_minor >= 0),
  currency                text        not null check (currency ~ '^[A-Z]{3}$'),
  start_within_seconds    bigint      check (start_within_seconds > 0),
  playback_window_seconds bigint      check (playback_window_seconds > 0),
  territory               text        not null check (territory ~ '^[A-Z]{2}$'),
  opens_at                timestamptz,
  closes_at               timestamptz,
  created_at              timestamptz not null,
  check (opens_at is null or closes_at is null or opens_at < closes_at),
  check (kind <> 'free' or amount_minor = 0),
  check (kind not in ('purchase', 'rental') or amount_minor > 0),
  check (kind <> 'rental' or (start_within_seconds is not null and playback_window_seconds is not null))
);
create index offer_by_title on offer (title_id);

create table asset (
  title_id      uuid        not null references title,
  version       integer     not null check (version > 0),
  key_id        text        not null,
  media_type    text        not null,
  plain_bytes   bigint      not null check (plain_bytes > 0),
  sealed_bytes  bigint      not null check (sealed_bytes > 0),
  info_hash     text        not null check (info_hash ~ '^[0-9a-f]{40}$'),
  contents_hash text        not null check (contents_hash ~ '^[0-9a-f]{64}$'),
  manifest      text        not null,
  issued_at     timestamptz not null,
  registered_at timestamptz not null,
  primary key (title_id, version)
);
-- What new orders of a title get. A version registered later waits here for the next publishing.
alter table title add constraint published_version_is_registered
  foreign key (id, published_version) references asset (title_id, version);

-- The household that pays. The row is locked by everything that spends its credit or adds to its entitlements.
create table account (
  id                 text primary key check (length(id) between 1 and 255),
  name               text        not null,
  credit_limit_minor bigint      not null check (credit_limit_minor >= 0),
  currency           text        not null check (currency ~ '^[A-Z]{3}$'),
  entitlement_seq    bigint      not null default 0,
  created_at         timestamptz not null
);

create table purchase_order (
  id              uuid primary key,
  account_id      text        not null references account,
  idempotency_key text        not null check (length(idempotency_key) between 1 and 128),
  request_hash    text        not null check (request_hash ~ '^[0-9a-f]{64}$'),
  offer_id        uuid        not null references offer,
  title_id        uuid        not null references title,
  kind            text        not null check (kind in ('purchase', 'rental', 'subscription', 'free')),
  amount_minor    bigint      not null check (amount_minor >= 0),
  currency        text        not null check (currency ~ '^[A-Z]{3}$'),
  correlation_id  text        not null,
  placed_at       timestamptz not null,
  constraint one_order_per_key unique (account_id, idempotency_key)
);
create index order_by_account on purchase_order (account_id, placed_at desc);

create table entitlement (
  id                      uuid primary key,
  account_id              text        not null references account,
  seq                     bigint      not null check (seq > 0),
  order_id                uuid        not null references purchase_order,
  title_id                uuid        not null,
  asset_version           integer     not null,
  kind                    text        not null check (kind in ('purchase', 'rental', 'subscription', 'free')),
  start_by                timestamptz,
  playback_window_seconds bigint,
  not_after               timestamptz,
  state                   text        not null check (state in ('active', 'revoked')),
  correlation_id          text        not null,
  granted_at              timestamptz not null,
  constraint one_entitlement_per_order unique (order_id),
  constraint seq_counts_per_account unique (account_id, seq),
  constraint what_was_bought_exists foreign key (title_id, asset_version) references asset (title_id, version)
);
create index entitlement_by_title on entitlement (account_id, title_id);
create unique index owned_once on entitlement (account_id, title_id) where kind = 'purchase' and state = 'active';

-- Who listens for an account's entitlements hears of a new one when, and only when, its transaction commits.
create function announce_entitlement() returns trigger language plpgsql as $$
begin
  perform pg_notify('entitlement', new.account_id);
  return null;
end $$;
create trigger entitlement_announced after insert or update on entitlement
  for each row execute function announce_entitlement();

-- Proofs of possession that were accepted, kept as long as they would be again.
create table used_proof (
  thumbprint       text        not null check (length(thumbprint) = 43),
  jti              text        not null check (length(jti) between 8 and 128),
  acceptable_until timestamptz not null,
  primary key (thumbprint, jti)
);
create index used_proof_by_end on used_proof (acceptable_until);

-- Double entry. Positive amounts are debits, negative amounts credits.
create table ledger_account (
  name     text not null primary key check (length(name) between 1 and 300),
  kind     text not null check (kind in ('receivable', 'revenue', 'cash')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  unique (name, currency)
);

create table ledger_transfer (
  id         uuid primary key,
  kind       text        not null check (kind in ('order', 'payment', 'correction')),
  order_id   uuid        references purchase_order,
  corrects   uuid        references ledger_transfer,
  note       text        not null check (length(note) <= 400),
  at         timestamptz not null,
  made_in    xid8        not null default pg_current_xact_id(),
  check (kind <> 'order' or order_id is not null),
  check ((kind = 'correction') = (corrects is not null))
);
create unique index one_charge_per_order on ledger_transfer (order_id) where kind = 'order';
create index transfer_by_time on ledger_transfer (at desc);

create table ledger_entry (
  id           bigint generated always as identity primary key,
  transfer_id  uuid   not null references ledger_transfer,
  account      text   not null,
  amount_minor bigint not null check (amount_minor <> 0),
  currency     text   not null,
  foreign key (account, currency) references ledger_account (name, currency)
);
create index entry_by_transfer on ledger_entry (transfer_id);
create index entry_by_account on ledger_entry (account, id desc) include (amount_minor);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % on % is refused; a correction is a new transfer', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger transfer_append_only before update or delete on ledger_transfer for each row execute function refuse_change();
create trigger transfer_no_truncate before truncate on ledger_transfer for each statement execute function refuse_change();
create trigger entry_append_only before update or delete on ledger_entry for each row execute function refuse_change();
create trigger entry_no_truncate before truncate on ledger_entry for each statement execute function refuse_change();

-- A transfer is closed by the transaction that made it: nothing can be added later, not even a balanced pair.
create function refuse_late_entry() returns trigger language plpgsql as $$
begin
  if (select made_in from ledger_transfer where id = new.transfer_id) is distinct from pg_current_xact_id() then
    raise exception 'transfer % is closed: entries belong to the transaction that makes the transfer', new.transfer_id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger entry_in_time before insert on ledger_entry for each row execute function refuse_late_entry();

create function require_balance() returns trigger language plpgsql as $$
declare
  transfer uuid := case tg_table_name when 'ledger_entry' then (to_jsonb(new) ->> 'transfer_id')::uuid else (to_jsonb(new) ->> 'id')::uuid end;
  entries  bigint;
  uneven   bigint;
begin
  select coalesce(sum(n), 0), count(*) filter (where total <> 0) into entries, uneven
    from (select currency, count(*) as n, sum(amount_minor) as total
            from ledger_entry where transfer_id = transfer group by currency) per_currency;
  if entries < 2 or uneven > 0 then
    raise exception 'transfer % does not balance', transfer using errcode = 'check_violation', constraint = 'transfer_balances';
  end if;
  return null;
end $$;
create constraint trigger transfer_balances after insert on ledger_transfer
  deferrable initially deferred for each row execute function require_balance();
create constraint trigger entry_balances after insert on ledger_entry
  deferrable initially deferred for each row execute function require_balance();
