-- What somebody has typed in the four gauges, as typed, before it is sent.
create table access_request_draft (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique,
  typed jsonb not null default '{}',
  visited text[] not null default '{}',
  attempted boolean not null default false,
  document_id uuid references stored_file (id),
  sent_request_id uuid,
  updated_at timestamptz not null,
  expires_at timestamptz not null
);
create index access_request_draft_expiry on access_request_draft (expires_at);
grant select, insert, update, delete on access_request_draft to :app;

create table access_request (
  id uuid primary key,
  state text not null
    check (state in ('to_confirm', 'pending', 'approved', 'refused', 'expired', 'cancelled')),
  email text not null check (email = lower(email)),
  civility text not null check (civility in ('M', 'MME')),
  last_name text not null,
  first_name text not null,
  job_title text not null,
  phone text not null,
  siren text not null,
  siret text not null check (left(siret, 9) = siren),
  proposed_company jsonb,
  proposed_establishment jsonb,
  document_id uuid references stored_file (id),
  role text not null check (role in
    ('establishment_administrator', 'employee_manager', 'funding_manager', 'accountant', 'viewer')),
  granted_role text check (granted_role in
    ('establishment_administrator', 'employee_manager', 'funding_manager', 'accountant', 'viewer')),
  account_id uuid references account (id),
  decided_by_agents boolean,
  sent_at timestamptz not null,
  confirmed_at timestamptz,
  decided_at timestamptz,
  decided_by uuid references account (id),
  reason text,
  blocks_address boolean not null default false,
  check (state <> 'refused' or reason is not null),
  check (state not in ('pending', 'approved', 'refused') or confirmed_at is not null),
  check (state <> 'approved' or (granted_role is not null and account_id is not null))
);
-- A person has one unconfirmed request (the latest), and one pending request for an establishment.
create unique index access_request_one_to_confirm on access_request (email) where state = 'to_confirm';
create unique index access_request_one_pending on access_request (email, siret) where state = 'pending';
create index access_request_establishment on access_request (siret, state);
create index access_request_company on access_request (siren, state);
grant select, insert, update on access_request to :app;

create table membership (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account (id),
  siren text not null references company (siren),
  siret text references establishment (siret),
  role text not null check (role in
    ('establishment_administrator', 'employee_manager', 'funding_manager', 'accountant', 'viewer')),
  state text not null check (state in ('pending', 'active', 'suspended', 'ended', 'refused')),
  request_id uuid references access_request (id),
  ends_on date,
  end_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (siret is null or left(siret, 9) = siren)
);
create unique index membership_one_live on membership (account_id, siren, coalesce(siret, ''))
  where state in ('pending', 'active', 'suspended');
create index membership_establishment on membership (siret, state);
create index membership_company on membership (siren, state);
grant select, insert, update on membership to :app;

-- "Bloquer": this address may not ask again for this establishment until an administrator lifts it.
create table address_block (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  siret text not null,
  request_id uuid not null references access_request (id),
  blocked_at timestamptz not null,
  blocked_by uuid references account (id),
  lifted_at timestamptz,
  lifted_by uuid references account (id)
);
create unique index address_block_live on address_block (email, siret) where lifted_at is null;
grant select, insert, update on address_block to :app;

create table agent_role (
  account_id uuid not null references account (id),
  role text not null check (role in
    ('account_manager', 'case_officer', 'controller', 'payment_accountant', 'supervisor')),
  granted_at timestamptz not null,
  primary key (account_id, role)
);
grant select, insert, delete on agent_role to :app;
