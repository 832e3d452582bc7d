-- What the platform itself keeps: sessions, mailed links, outgoing mails, counters, stored files, live workers.

create table session (
  id_hash bytea primary key,
  account_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index session_account on session (account_id);
grant select, insert, update, delete on session to :app;

-- A link's secret is never stored: only its SHA-256. Used and expired rows stay until swept, so that
-- the neutral page can send a fresh link to the address on file.
create table link (
  token_hash bytea primary key,
  kind text not null,
  subject_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz
);
create index link_subject on link (subject_id, kind);
grant select, insert, update, delete on link to :app;

create table outgoing_mail (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  recipient text not null,
  subject text not null,
  body_html text,
  body_text text,
  deduplication_key text unique,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'kept', 'refused')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index outgoing_mail_recent on outgoing_mail (created_at desc);
create index outgoing_mail_recipient on outgoing_mail (recipient, created_at);
grant select, insert, update, delete on outgoing_mail to :app;

-- Layout fixed by rate-limiter-flexible.
create table throttle (
  key text primary key,
  points integer not null default 0,
  expire bigint
);
grant select, insert, update, delete on throttle to :app;

create table stored_file (
  id uuid primary key default gen_random_uuid(),
  storage_key text not null unique,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  scan text not null check (scan in ('waiting', 'clean', 'infected', 'not_scanned')),
  stored_at timestamptz not null
);
grant select, insert, update, delete on stored_file to :app;

create table worker_heartbeat (
  worker_id text primary key,
  seen_at timestamptz not null
);
grant select, insert, update, delete on worker_heartbeat to :app;
