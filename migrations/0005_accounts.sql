create table account (
  id uuid primary key default gen_random_uuid(),
  email text not null check (email = lower(email) and length(email) <= 80),
  civility text check (civility in ('M', 'MME')),
  last_name text,
  first_name text,
  job_title text,
  phone text,
  state text not null check (state in ('to_activate', 'migrated', 'active', 'blocked', 'closed')),
  password_hash text,
  password_set_at timestamptz,
  created_at timestamptz not null,
  activated_at timestamptz,
  last_sign_in_at timestamptz,
  check (state not in ('active') or password_hash is not null),
  check (state not in ('to_activate', 'migrated', 'closed') or password_hash is null)
);
-- One person = one address = one account; a closed account frees its address.
create unique index account_email on account (email) where state <> 'closed';
grant select, insert, update on account to :app;

alter table session add foreign key (account_id) references account (id);
