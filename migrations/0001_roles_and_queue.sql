-- Foundations: what the two roles may do, the extensions, and text helpers of every search.
--
-- The owner runs these files; the application (:app) only ever reads and writes rows. Each later file grants
-- it what it needs, table by table. The schema graphile_worker is the one thing it owns: the queue's row
-- security would otherwise make it do nothing, silently. The migration runner creates that schema.

revoke create on schema public from public;
grant usage on schema public to :app;

-- All four are trusted extensions: the owner of the database may create them without being superuser.
create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists fuzzystrmatch with schema public;
create extension if not exists pgcrypto with schema public;

-- Text as searches compare it: no accents, lower case, runs of anything but a-z and 0-9 as one space.
-- unaccent() is only STABLE because its dictionary could be edited; we never do, and generated columns and
-- indexes need IMMUTABLE. The dictionary is named with its schema so that no search_path can change it.
create function public.search_key(value text) returns text
  language sql immutable strict parallel safe
  return btrim(
    regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, value)), '[^a-z0-9]+', ' ', 'g')
  );

grant select on schema_migration to :app;
