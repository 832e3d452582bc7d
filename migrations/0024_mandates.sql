-- A partner (an accounting firm, a training provider) acts for a client: what it may do there, between which days,
-- and by whom.
create table mandate (
  id uuid primary key,
  -- Who acts: an establishment of the partner, or its whole company.
  partner_siren text not null references company (siren),
  partner_siret text references establishment (siret),
  -- For whom: an establishment, or a whole company.
  siren text not null references company (siren),
  siret text references establishment (siret),
  permissions text[] not null,
  starts_on date not null,
  ends_on date,
  state text not null check (state in ('asked', 'accepted', 'refused', 'cancelled', 'expired', 'ended')),
  asked_by uuid not null references account (id),
  asked_at timestamptz not null,
  accepted_by uuid references account (id),
  accepted_at timestamptz,
  closed_by uuid references account (id),
  closed_as text check (closed_as in ('client', 'partner', 'opco')),
  closed_at timestamptz,
  reason text,
  -- Of what is shown and changed: nobody writes over what they have not seen.
  version integer not null default 1,
  check (partner_siren <> siren),
  check (partner_siret is null or left(partner_siret, 9) = partner_siren),
  check (siret is null or left(siret, 9) = siren),
  -- Never the users nor the bank details of a client, nor who did what there.
  check (cardinality(permissions) > 0 and permissions <@ array[
    'employees.read', 'employees.write', 'employees.restricted.read', 'employees.restricted.write',
    'establishment.read', 'establishment.write', 'funding.read', 'funding.write', 'payments.read', 'payments.write']),
  check (ends_on is null or ends_on >= starts_on),
  check ((state in ('asked', 'accepted')) = (closed_at is null)),
  check (state <> 'accepted' or (accepted_at is not null and accepted_by is not null)),
  check (accepted_by <> asked_by),
  check (state <> 'refused' or reason is not null)
);
create unique index mandate_one_running
  on mandate (partner_siren, coalesce(partner_siret, ''), siren, coalesce(siret, ''))
  where state in ('asked', 'accepted');
create index mandate_client on mandate (siren, state);
create index mandate_partner on mandate (partner_siren, state);
create index mandate_unanswered on mandate (asked_at) where state = 'asked';
grant select, insert, update on mandate to :app;

-- Who acts for the client: by the membership that attaches them to the partner, and no longer than it lasts.
create table mandate_member (
  mandate_id uuid not null references mandate (id),
  membership_id uuid not null references membership (id),
  primary key (mandate_id, membership_id)
);
create index mandate_member_membership on mandate_member (membership_id);
grant select, insert, delete on mandate_member to :app;
