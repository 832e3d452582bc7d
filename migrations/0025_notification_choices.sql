-- When somebody wants to be written to about others' requests: at once unless they chose otherwise.
create table notification_choice (
  account_id uuid not null references account (id),
  kind text not null check (kind in ('request', 'reminder', 'takeover_to_confirm', 'takeover_to_decide')),
  -- Of an establishment, of a whole company (siret null), or of the agents' desk (both null).
  siren text,
  siret text,
  choice text not null check (choice in ('now', 'digest', 'none')),
  chosen_at timestamptz not null,
  -- Of what somebody else waits for, nobody is spared.
  check (choice <> 'none' or kind = 'takeover_to_confirm'),
  unique nulls not distinct (account_id, kind, siren, siret)
);
grant select, insert, update, delete on notification_choice to :app;

-- What somebody will read in their next daily digest, if it still waits then.
create table notification_waiting (
  id bigint generated always as identity primary key,
  account_id uuid not null references account (id),
  kind text not null check (kind in ('request', 'reminder', 'takeover_to_confirm', 'takeover_to_decide')),
  subject_id uuid not null,
  noted_at timestamptz not null,
  unique (account_id, kind, subject_id)
);
create index notification_waiting_since on notification_waiting (noted_at);
grant select, insert, update, delete on notification_waiting to :app;

-- One digest a day for each person, even where nothing was left to write: it says why no mail was sent.
create table notification_digest (
  account_id uuid not null references account (id),
  day date not null,
  lines integer not null,
  primary key (account_id, day)
);
create index notification_digest_day on notification_digest (day);
grant select, insert, update, delete on notification_digest to :app;
