-- Administrators run the users of their establishments.

-- Of what is shown and changed: nobody writes over what they have not seen.
alter table membership add column version integer not null default 1;

-- Nothing on the company side takes the last administrator from an establishment that has one. An end is brought
-- forward, a role lowered, a membership suspended or ended only when somebody else, with an account in use,
-- administers each of the establishments reached at least as long. Accounts are the OPCO's to block: not held here.
-- `at` is the instant of the change, by the clock of the application.
create function public.is_last_administrator(one public.membership, at timestamptz) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
return one.role = 'establishment_administrator' and one.state = 'active'
  and coalesce(one.ends_on, 'infinity') >= (at at time zone 'Europe/Paris')::date
  and exists (select from public.account where account.id = one.account_id and account.state = 'active')
  and exists (
    select from (
      select one.siret as siret where one.siret is not null
      union all
      select establishment.siret from public.establishment
      where one.siret is null and establishment.siren = one.siren and establishment.active
        and establishment.state <> 'refused'
    ) as place
    where not exists (
      select from public.membership as other join public.account on account.id = other.account_id
      where other.id <> one.id and other.siren = one.siren
        and (other.siret is null or other.siret = place.siret)
        and other.role = 'establishment_administrator' and other.state = 'active' and account.state = 'active'
        and coalesce(other.ends_on, 'infinity') >= coalesce(one.ends_on, 'infinity')));

create function public.keep_an_administrator() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.role = old.role and new.state = 'active' and coalesce(new.ends_on, 'infinity') >= coalesce(old.ends_on, 'infinity')
    or current_setting('mc2i.by_the_opco', true) = 'yes' then
    return new;
  end if;
  -- Two who remove each other at once: the second sees what the first has done.
  perform pg_advisory_xact_lock(hashtextextended(old.siren, 2));
  if public.is_last_administrator(old, new.updated_at) then
    raise exception 'the last administrator of an establishment' using errcode = 'MC001';
  end if;
  return new;
end $$;
create trigger keep_an_administrator before update on membership for each row
when (old.role = 'establishment_administrator' and old.state = 'active')
execute function public.keep_an_administrator();

-- An administrator's call to join. It can be used as long as its sender may still grant what it grants.
create table invitation (
  id uuid primary key,
  email text not null check (email = lower(email)),
  siren text not null references company (siren),
  siret text references establishment (siret),
  role text not null check (role in
    ('establishment_administrator', 'employee_manager', 'funding_manager', 'accountant', 'viewer')),
  ends_on date,
  state text not null check (state in ('sent', 'accepted', 'withdrawn', 'replaced')),
  invited_by uuid not null references account (id),
  -- The last sending; the link it carries dies at expires_at.
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  settled_at timestamptz,
  account_id uuid references account (id),
  check (siret is null or left(siret, 9) = siren),
  check ((state = 'sent') = (settled_at is null)),
  check (state <> 'accepted' or account_id is not null)
);
create unique index invitation_one_open on invitation (email, siren, coalesce(siret, '')) where state = 'sent';
create index invitation_establishment on invitation (siret, state);
create index invitation_company on invitation (siren, state);
grant select, insert, update on invitation to :app;
