-- The national registry: what INSEE's files say of every company and site, in a schema of its own. An import builds
-- its successor beside it (sirene_next) and puts it in place in one transaction: a search sees the previous state or
-- the new one, never a mixture. `company` and `establishment` keep what the portal refers to, whatever INSEE says.

-- Begins a successor: empty, without indexes, whatever a previous import left.
create function public.sirene_prepare() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  drop schema if exists sirene_next cascade;
  create schema sirene_next;
  -- `line` is that of the file, for the report of an import; of two rows of one number the later counts.
  create table sirene_next.unit (
    siren text collate "C" not null,
    -- Null when the unit is non-diffusible: nothing of its identity is kept.
    name text,
    usual_names text[] not null,
    acronym text,
    legal_category text,
    naf text,
    naf_2025 text,
    headcount_band text,
    created_on date,
    active boolean not null,
    diffusible boolean not null,
    line integer not null
  );
  create table sirene_next.site (
    siret text collate "C" not null,
    sign text,
    street text,
    complement text,
    postal_code text,
    town text,
    -- INSEE's code of the commune, not a postal code.
    town_code text,
    -- Only outside France.
    country text,
    head_office boolean not null,
    active boolean not null,
    diffusible boolean not null,
    closed_on date,
    naf text,
    naf_2025 text,
    headcount_band text,
    line integer not null
  );
  -- Which site follows which, when one moved.
  create table sirene_next.succession (
    siret text collate "C" not null,
    successor text collate "C" not null,
    since date not null,
    head_office boolean not null,
    continued boolean not null,
    line integer not null
  );
  -- The OPCO's own file of its members.
  create table sirene_next.member (
    siret text collate "C" not null,
    siren text collate "C" not null generated always as (left(siret, 9)) stored,
    idcc text,
    member_number text,
    active boolean not null,
    line integer not null
  );
  create table sirene_next.search (
    siren text collate "C" not null,
    tier smallint not null,
    rank integer not null,
    name text not null,
    town text,
    active boolean not null,
    -- Without spaces, so that "L'OREAL" and "loreal", "air france" and "airfrance" meet.
    search_name text collate "C" not null,
    search_acronym text collate "C",
    names text not null,
    places text not null
  );
  -- Where each tier but the first starts among the ranks.
  create table sirene_next.tiers (starts integer[] not null);
  -- Distinct words of the search, and how many companies have each.
  create table sirene_next.word (word text collate "C" not null, companies integer not null);
  grant usage on schema sirene_next to :app;
  grant select, insert, update, delete on all tables in schema sirene_next to :app;
end
$$;

create function public.sirene_index_registry() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  alter table sirene_next.unit add primary key (siren);
  alter table sirene_next.site add primary key (siret);
  alter table sirene_next.member add primary key (siret);
  create index on sirene_next.member (siren) where active;
  create index on sirene_next.succession (siret);
  analyze sirene_next.unit;
  analyze sirene_next.site;
end
$$;

create function public.sirene_index_search() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set maintenance_work_mem = '256MB' as $$
begin
  alter table sirene_next.search add primary key (siren);
  create index on sirene_next.search (tier, siren);
  create index on sirene_next.search (tier, search_name, rank);
  create index on sirene_next.search (search_acronym, rank) where search_acronym is not null;
  create index on sirene_next.search using gin (public.sirene_lexemes(tier, names, places)) with (fastupdate = off);
  alter table sirene_next.word add primary key (word);
  -- Words that have a letter missing in common, to meet those of a word mistyped.
  create index on sirene_next.word using gin (public.sirene_near(word)) with (fastupdate = off);
  analyze sirene_next.search;
  analyze sirene_next.word;
end
$$;

-- Puts the successor in place. Searches that run meanwhile are waited for, and see the previous one.
create function public.sirene_swap() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  drop schema sirene cascade;
  alter schema sirene_next rename to sirene;
end
$$;

revoke execute on function public.sirene_prepare(), public.sirene_index_registry(), public.sirene_index_search(),
  public.sirene_swap() from public;
grant execute on function public.sirene_prepare(), public.sirene_index_registry(), public.sirene_index_search(),
  public.sirene_swap() to :app;

-- An import, from its first line to the swap; started again after a kill, it goes on where it was.
create table registry_import (
  id bigint generated always as identity primary key,
  mode text not null check (mode in ('stock', 'changes')),
  -- Of the files and options: the same import is gone on with, another begins anew.
  fingerprint text not null,
  step text not null 
    check (step in ('loading', 'indexing', 'searching', 'placing', 'done', 'failed')),
  report jsonb,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index registry_import_one on registry_import ((true)) where step not in ('done', 'failed');
create table registry_import_file (
  import_id bigint not null references registry_import (id),
  rank smallint not null,
  label text not null,
  -- Bytes of text read and written, and the lines they were.
  position bigint not null default 0,
  lines bigint not null default 0,
  counts jsonb not null default '{}',
  done boolean not null default false,
  primary key (import_id, rank)
);
create table registry_import_reject (
  import_id bigint not null references registry_import (id),
  file text not null,
  line bigint,
  reason text not null
);
create index registry_import_reject_import on registry_import_reject (import_id);
grant select, insert, update on registry_import, registry_import_file to :app;
grant select, insert on registry_import_reject to :app;

-- What imports changed of what the portal refers to, kept with it.
create table registry_change (
  id bigint generated always as identity primary key,
  import_id bigint references registry_import (id),
  siren text collate "C" not null,
  siret text collate "C",
  before jsonb not null,
  after jsonb not null,
  seen_at timestamptz not null,
  -- Its people were told that it closed.
  told_at timestamptz
);
create index registry_change_place on registry_change (siren, siret, seen_at);
create index registry_change_import on registry_change (import_id);
create index registry_change_to_tell on registry_change (id)
  where told_at is null and before @> '{"active": true}' and after @> '{"active": false}';
grant select, insert, update (told_at) on registry_change to :app;

-- Whatever the portal says of a company or a site, it holds.
create function public.hold_place(held_siren text, held_siret text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.company where company.siren = held_siren) then
    insert into public.company (siren, name, usual_names, acronym, legal_category, naf, naf_2025, headcount_band,
      created_on, active, diffusible)
    select unit.siren, unit.name, unit.usual_names, unit.acronym, unit.legal_category, unit.naf, unit.naf_2025,
      unit.headcount_band, unit.created_on, unit.active, unit.diffusible
    from sirene.unit where unit.siren = held_siren
    on conflict do nothing;
  end if;
  if held_siret is not null and not exists (
    select from public.establishment where establishment.siret = held_siret
  ) then
    insert into public.establishment (siret, siren, sign, street, complement, postal_code, town, town_code, country,
      head_office, active, diffusible, closed_on, naf, naf_2025, headcount_band)
    select site.siret, left(site.siret, 9), site.sign, site.street, site.complement, site.postal_code, site.town,
      site.town_code, site.country, site.head_office, site.active, site.diffusible, site.closed_on, site.naf,
      site.naf_2025, site.headcount_band
    from sirene.site where site.siret = held_siret
    on conflict do nothing;
  end if;
end
$$;

create function public.hold_place_of_row() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform public.hold_place(new.siren, new.siret);
  return new;
end
$$;
create trigger hold_place before insert on access_request for each row execute function public.hold_place_of_row();
create trigger hold_place before insert on membership for each row execute function public.hold_place_of_row();
create trigger hold_place before insert on invitation for each row execute function public.hold_place_of_row();
create trigger hold_place before insert on takeover for each row execute function public.hold_place_of_row();
create trigger hold_place before insert on mandate for each row execute function public.hold_place_of_row();
create trigger hold_place before insert on bank_change for each row execute function public.hold_place_of_row();

alter table company add naf_2025 text, add created_on date;
alter table establishment add naf_2025 text, add headcount_band text;

-- What former imports wrote becomes the first registry; it stays in company and establishment too, where the previous
-- version of the program looks for it.
create schema sirene;
select public.sirene_prepare();
insert into sirene_next.unit
select siren, name, usual_names, acronym, legal_category, naf, null, headcount_band, null, active, diffusible, 0
from company where declared is null;
insert into sirene_next.site
select siret, sign, street, complement, postal_code, town, town_code, country, head_office, active, diffusible,
  closed_on, naf, null, null, 0
from establishment where declared is null;
select public.sirene_index_registry();
set local search_path = sirene_next, public;
select public.sirene_fill_search(null);
select public.sirene_fill_words(null);
set local search_path to default;
select public.sirene_index_search();
select public.sirene_swap();
