-- What an account asks for beside its password: codes of an application (TOTP), passkeys, and recovery codes for the
-- day when neither is at hand.

-- Since when; null: the password is enough.
alter table account add column second_factor_at timestamptz;

create table totp_factor (
  account_id uuid primary key references account (id),
  -- Sealed by SECRET_KEY.
  secret bytea not null,
  -- Of the last code taken, in steps of 30 seconds since 1970: none serves twice.
  last_step bigint not null default 0,
  asked_at timestamptz not null,
  -- Null until a first code has proved that the application holds the secret.
  proved_at timestamptz
);
grant select, insert, update, delete on totp_factor to :app;

create table passkey (
  -- The credential's own, in base64url.
  id text primary key,
  account_id uuid not null references account (id),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  added_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on passkey (account_id);
grant select, insert, update, delete on passkey to :app;

-- A code is never stored: only its SHA-256, of 80 random bits.
create table recovery_code (
  code_hash bytea primary key,
  account_id uuid not null references account (id),
  used_at timestamptz
);
create index recovery_code_account on recovery_code (account_id);
grant select, insert, update, delete on recovery_code to :app;
