-- "Reprendre l'administration": the administrators of an establishment no longer answer, and somebody who already
-- works there asks to take over.
create table takeover (
  id uuid primary key,
  account_id uuid not null references account (id),
  siren text not null references company (siren),
  siret text not null references establishment (siret),
  reason text not null,
  state text not null check (state in ('open', 'with_agents', 'granted', 'refused', 'cancelled', 'expired')),
  asked_at timestamptz not null,
  -- Administrators told at the beginning. With none, a colleague's word is not enough.
  administrators_told integer not null,
  -- One working day for them to object: from then on a colleague may confirm.
  confirmable_at timestamptz not null,
  -- The next step was told to who asked, and to colleagues.
  relayed_at timestamptz,
  document_id uuid references stored_file (id),
  settled_at timestamptz,
  settled_by uuid references account (id),
  settled_as text check (settled_as in ('administrator', 'colleague', 'agent')),
  refusal_reason text,
  check (left(siret, 9) = siren),
  check ((state in ('open', 'with_agents')) = (settled_at is null)),
  check (state not in ('granted', 'refused') or (settled_by is not null and settled_as is not null)),
  check (state <> 'refused' or refusal_reason is not null),
  check (state <> 'with_agents' or document_id is not null),
  check (settled_by <> account_id or state = 'cancelled')
);
create unique index takeover_one_open on takeover (account_id, siret) where state in ('open', 'with_agents');
create index takeover_establishment on takeover (siret, state);
create index takeover_running on takeover (asked_at) where state in ('open', 'with_agents');
grant select, insert, update on takeover to :app;
