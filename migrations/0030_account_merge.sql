-- Two accounts of one person, brought together by an agent: which one stays, and how the agent knew.
create table account_merge (
  id uuid primary key default gen_random_uuid(),
  kept_id uuid not null references account (id),
  closed_id uuid not null unique references account (id),
  merged_by uuid not null references account (id),
  merged_at timestamptz not null,
  -- What was checked; erased with the account that stays.
  checked text not null,
  check (kept_id <> closed_id)
);
create index account_merge_kept on account_merge (kept_id);
grant select, insert, update on account_merge to :app;
