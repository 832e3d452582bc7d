-- The access log shortens itself: the application asks each night, and may ask for nothing else than what is
-- older than twelve months by the database's own clock. It still can neither change nor delete a row by itself.
-- Source: CNIL, délibération 2021-122 (six to twelve months).

drop function purge_access_log(timestamptz);

-- The owner's rights on one table named with its schema; the temporary schema last, where anybody may write.
create function public.purge_access_log() returns bigint
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with purged as (
    delete from public.access_log_entry where at < now() - interval '12 months' returning 1
  )
  select count(*) from purged;
end;
revoke execute on function public.purge_access_log() from public;
grant execute on function public.purge_access_log() to :app;
