-- The two records. The application's role may add and read, never change nor delete.

create table history_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'visitor', 'system')),
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  siren text,
  siret text,
  details jsonb not null default '{}',
  request_id text
);
create index history_entry_subject on history_entry (subject_kind, subject_id, id);
create index history_entry_siret on history_entry (siret, id) where siret is not null;
grant select, insert on history_entry to :app;

create table access_log_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  siret text,
  address text,
  request_id text
);
create index access_log_entry_subject on access_log_entry (subject_kind, subject_id, id);
create index access_log_entry_at on access_log_entry (at);
grant select, insert on access_log_entry to :app;

-- The only way to shorten the access log, and only beyond twelve months.
-- Source: CNIL, délibération 2021-122 (six to twelve months).
create function purge_access_log(before timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare purged bigint;
begin
  if before > now() - interval '12 months' then
    raise exception 'the access log is kept twelve months';
  end if;
  delete from access_log_entry where at < before;
  get diagnostics purged = row_count;
  return purged;
end
$$;
revoke execute on function purge_access_log(timestamptz) from public;
