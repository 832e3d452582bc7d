-- The national registry: what INSEE's files say of every company and site, in a schema of its own. An import builds
-- its successor beside it (sirene_next) and puts it in place in one transaction: a search sees the previous state or
-- the new one, never a mixture. `company` and `establishment` keep what the portal refers to, whatever INSEE says.

-- Words of names and places that went through search_key, as the index of the search keeps them: each word, the
-- beginnings of it that people type (^), and the same of places (@). The digit of the tier comes first, so that each
-- tier has its own lists: those of the first tiers are short, and most searches end there.
create function public.sirene_lexemes(tier smallint, names text, places text) returns tsvector
  language plpgsql immutable parallel safe as $$
declare
  word text;
  whole text := tier;
  cut text := whole || '^';
  place text := whole || '@';
  cut_place text := whole || '@^';
  found text[] := '{}';
begin
  foreach word in array string_to_array(names, ' ') loop
    found := found || array[whole || left(word, 60), cut || left(word, 1), cut || left(word, 2), cut || left(word, 3),
      cut || left(word, 4), cut || left(word, 5)];
  end loop;
  -- Beyond some hundreds of places (La Poste), whole words are enough.
  if length(places) < 4000 then
    foreach word in array string_to_array(places, ' ') loop
      found := found || array[place || left(word, 60), cut_place || left(word, 2), cut_place || left(word, 3),
        cut_place || left(word, 4), cut_place || left(word, 5)];
    end loop;
  else
    found := found || array(select place || left(one, 60) from unnest(string_to_array(places, ' ')) as one);
  end if;
  return array_to_tsvector(found);
end
$$;

-- Who comes first among companies that answer as well: the OPCO's members, the open ones, the larger.
create function public.sirene_class(member boolean, active boolean, headcount_band text) returns integer
  language sql immutable parallel safe
  return case when member then 0 else 200 end + case when active then 0 else 100 end
    + 60 - case when headcount_band ~ '^[0-9]{2}$' then headcount_band::integer else -1 end;

-- The OPCO's own file of members.
create table registry_member (
  siret text collate "C" primary key check (siret ~ '^[0-9]{14}$'),
  siren text collate "C" not null generated always as (left(siret, 9)) stored,
  idcc text check (idcc ~ '^[0-9]{4}$'),
  member_number text,
  active boolean not null,
  import_id bigint not null
);
create index registry_member_siren on registry_member (siren) where active;
grant select, insert, update, delete on registry_member to :app;

-- Where each tier of `search` but the first starts among the ranks.
create function public.sirene_fill_tiers() returns void language plpgsql as $$
begin
  delete from tiers;
  insert into tiers
  select coalesce(array_agg(first.starts order by first.tier), '{}')
  from (select search.tier, min(search.rank) as starts from search where search.tier > 0 group by search.tier) as first;
end
$$;

-- Fills `search` of the schema that the search_path finds first: all companies that may be found by their name, or
-- these ones anew. Rows are written by rank, so that reading the first of many finds the most important.
-- Planned each time: for all and for a few are not the same work.
create function public.sirene_fill_search(only_sirens text[]) returns bigint
  language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  filled bigint;
begin
  if only_sirens is not null then
    delete from search where search.siren = any(only_sirens);
  end if;
  with known as (
    select unit.siren, unit.name, unit.usual_names, unit.acronym, unit.active, unit.headcount_band
    from unit where unit.diffusible and (only_sirens is null or unit.siren = any(only_sirens))
    union all
    -- Accepted by an agent, and not in INSEE's files.
    select company.siren, company.name, company.usual_names, company.acronym, company.active, company.headcount_band
    from public.company
    where company.diffusible and company.state = 'valid' and company.declared is not null
      and (only_sirens is null or company.siren = any(only_sirens))
      and not exists (select from unit where unit.siren = company.siren)
  ), listed as (
    select left(site.siret, 9) as siren, site.town, site.postal_code, site.active, site.head_office,
      case when site.diffusible then site.sign end as sign
    from site where only_sirens is null
    union all
    select known.siren, site.town, site.postal_code, site.active, site.head_office,
      case when site.diffusible then site.sign end
    from unnest(only_sirens) as known(siren)
    join site on site.siret >= known.siren and site.siret < known.siren || ':'
    union all
    select establishment.siren, establishment.town, establishment.postal_code, establishment.active,
      establishment.head_office, establishment.sign
    from public.establishment
    where establishment.state = 'valid' and establishment.declared is not null
      and (only_sirens is null or establishment.siren = any(only_sirens))
  ), sites as (
    select listed.siren, count(*) filter (where listed.active) as open_sites,
      coalesce(max(listed.town) filter (where listed.head_office), max(listed.town)) as town,
      string_agg(distinct listed.sign, ' ') filter (where listed.active) as signs,
      string_agg(distinct concat_ws(' ', listed.town, listed.postal_code), ' ')
        filter (where listed.active or listed.head_office) as places
    from listed group by listed.siren
  ), keyed as (
    select known.siren, known.name, sites.town, known.active, public.search_key(known.name) as name_key,
      public.search_key(known.acronym) as acronym_key,
      public.search_key(nullif(concat_ws(' ', array_to_string(known.usual_names, ' '), sites.signs), '')) as other_key,
      coalesce(public.search_key(sites.places), '') as places,
      public.sirene_class(exists (select from public.registry_member as member
        where member.siren = known.siren and member.active), known.active, known.headcount_band) as class,
      coalesce(sites.open_sites, 0) as open_sites
    from known left join sites on sites.siren = known.siren
  ), ranked as (
    -- Of those equal in all, the shorter name: more of it was typed.
    select keyed.*,
      (keyed.class * 1000 + 999 - least(keyed.open_sites, 999)) * 64 + least(length(keyed.name_key), 63) as rank
    from keyed
  ), placed as (
    select ranked.*, row_number() over (order by ranked.rank) as place from ranked
  )
  insert into search (siren, tier, rank, name, town, active, search_name, search_acronym, names, places)
  select placed.siren,
    case when only_sirens is null
      then width_bucket(placed.place,
        '{4001,12001,40001,120001,400001,1200001,4000001,10000001,20000001}'::bigint[])
      else coalesce((select width_bucket(placed.rank, tiers.starts) from tiers), 0) end,
    placed.rank, placed.name, placed.town, placed.active,
    replace(placed.name_key, ' ', ''), replace(placed.acronym_key, ' ', ''),
    public.sirene_words(concat_ws(' ', placed.name_key, placed.acronym_key, placed.other_key)), placed.places
  from placed order by placed.place;
  get diagnostics filled = row_count;
  if only_sirens is null then
    perform public.sirene_fill_tiers();
  end if;
  return filled;
end
$$;

-- The words of a text, and those that people write in one: "l oreal" is "loreal" too, "s n c f" "sncf".
create function public.sirene_words(keyed text) returns text language sql immutable strict parallel safe
  return case when keyed ~ '\m[a-z]\M'
    then keyed || ' ' || regexp_replace(regexp_replace(keyed, '\m([dl]) (?=[aehiouy][a-z]{2})', '\1', 'g'),
      '\m([a-z]) (?=[a-z]\M)', '\1', 'g')
    else keyed end;

-- What a word becomes with one letter missing, or two from six letters on, as numbers: two words that have one in
-- common are one or two typing errors apart. The first seven letters tell enough.
create function public.sirene_near(word text) returns integer[]
  language plpgsql immutable strict parallel safe as $$
declare
  start text := left(word, 7);
  shorter text;
  near integer[] := array[hashtext(start)];
begin
  for one in 1..length(start) loop
    shorter := left(start, one - 1) || substr(start, one + 1);
    near := near || hashtext(shorter);
    if length(word) >= 6 then
      for two in one..length(shorter) loop
        near := near || hashtext(left(shorter, two - 1) || substr(shorter, two + 1));
      end loop;
    end if;
  end loop;
  return near;
end
$$;

-- The words of these companies, or of all: names and places, for the correction of typing errors.
create function public.sirene_fill_words(only_sirens text[]) returns void
  language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  insert into word (word, companies)
  select counted.word, counted.companies from (
    select found.word, count(*) as companies
    from search, unnest(string_to_array(search.names || ' ' || search.places, ' ')) as found(word)
    where (only_sirens is null or search.siren = any(only_sirens))
      and length(found.word) between 3 and 40 and found.word ~ '[a-z]'
    group by found.word
  ) as counted
  where only_sirens is null or not exists (select from word as known where known.word = counted.word)
  on conflict do nothing;
end
$$;

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
  step text not null check (step in ('loading', 'indexing', 'searching', 'done', 'failed')),
  report jsonb,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index registry_import_one on registry_import ((true)) where step in ('loading', 'indexing', 'searching');
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
  seen_at timestamptz not null
);
create index registry_change_place on registry_change (siren, siret, seen_at);
create index registry_change_import on registry_change (import_id);
grant select, insert on registry_change to :app;

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
