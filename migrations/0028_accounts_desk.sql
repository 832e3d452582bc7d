-- The agents' hold on accounts: who lost every factor is let back in by two of them, and one may look at the
-- portal as a person does.

create table second_factor_removal (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account (id),
  opened_by uuid not null references account (id),
  opened_at timestamptz not null,
  -- How the person's identity was checked.
  checked text not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'objected', 'withdrawn')),
  settled_by uuid references account (id),
  settled_at timestamptz,
  check ((state = 'open') = (settled_at is null)),
  check (settled_by is distinct from opened_by or state <> 'confirmed')
);
create unique index second_factor_removal_open on second_factor_removal (account_id) where state = 'open';
create index second_factor_removal_account on second_factor_removal (account_id, opened_at);
grant select, insert, update on second_factor_removal to :app;

-- While an agent looks at the portal as somebody: an agent's own session, seen through for a while.
alter table session
  add column viewed_account_id uuid references account (id),
  add column viewed_until timestamptz,
  add constraint session_viewing check ((viewed_account_id is null) = (viewed_until is null)),
  add constraint session_not_own_view check (viewed_account_id <> account_id);

-- Whom the reader was looking as, and which page it was.
alter table access_log_entry
  add column viewed_as uuid,
  add column page text;
