-- Former versions of what names people are not kept for ever. The application says which sections and for how many
-- months; it still can neither change nor delete a row by itself, and what is in force stays whatever it says.

create function public.purge_former_versions(sections text[], months integer) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with purged as (
    delete from public.place_data as former
    where former.section = any (sections)
      and exists (
        select from public.place_data as later
        where later.place = former.place and later.section = former.section
          and later.version = former.version + 1
          and later.changed_at < now() - make_interval(months => greatest(months, 1))
      )
    returning 1
  )
  select count(*) from purged;
end;
revoke execute on function public.purge_former_versions(text[], integer) from public;
grant execute on function public.purge_former_versions(text[], integer) to :app;
