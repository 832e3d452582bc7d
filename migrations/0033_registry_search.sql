-- How the search of companies is filled: words, order and corrections. The tables are those of the next file; they are
-- found by the search_path, in the registry in place or in its successor.

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
      public.sirene_class(exists (select from member
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

-- The companies of the registry in place whose search is made anew.
create function public.sirene_refresh_search(only_sirens text[]) returns void
  language plpgsql set search_path = sirene, public, pg_temp as $$
begin
  perform public.sirene_fill_search(only_sirens);
  perform public.sirene_fill_words(only_sirens);
end
$$;
