-- What a company adds to the public record of an establishment, and its bank details.

-- Every version of every section, never changed nor removed; the last one is in force. The primary key is the
-- compare-and-set: of two who write over the same version, one is refused.
create table place_data (
  -- SIRET of the establishment; SIREN where the section belongs to the whole company.
  place text collate "C" not null check (place ~ '^([0-9]{9}|[0-9]{14})$'),
  section text not null,
  version integer not null check (version > 0),
  content jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid not null references account (id),
  primary key (place, section, version)
);
grant select, insert on place_data to :app;

create table bank_change (
  id uuid primary key,
  siren text collate "C" not null references company (siren),
  siret text collate "C" not null references establishment (siret),
  -- IBAN, BIC and holder, sealed by SECRET_KEY.
  sealed bytea not null,
  state text not null
    check (state in ('pending', 'in_force', 'former', 'refused', 'withdrawn', 'replaced')),
  asked_at timestamptz not null,
  asked_by uuid not null references account (id),
  settled_at timestamptz,
  settled_by uuid references account (id),
  refusal_reason text,
  check (left(siret, 9) = siren),
  check ((state = 'pending') = (settled_at is null)),
  check (state = 'pending' or settled_by is not null),
  -- Nobody validates their own.
  check (state not in ('in_force', 'former', 'refused') or settled_by <> asked_by),
  check (state <> 'refused' or refusal_reason is not null)
);
create unique index bank_change_one_pending on bank_change (siret) where state = 'pending';
create unique index bank_change_one_in_force on bank_change (siret) where state = 'in_force';
create index bank_change_establishment on bank_change (siret, asked_at);
create index bank_change_waiting on bank_change (asked_at) where state = 'pending';
grant select, insert, update on bank_change to :app;

-- When whoever holds the session last proved again who they are.
alter table session add column proved_at timestamptz;
