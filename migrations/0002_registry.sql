-- Registry: companies and establishments, from INSEE's stock files or declared by people ("à valider").
--
-- Facts come from imports; state, declared and the decision columns belong to the agents and imports never
-- write them. Siren and siret are compared by byte ("C") so that ranges on a prefix use the primary keys.

-- One text of all names of a company. concat and array_to_string are only STABLE because they accept any
-- type; of text they are immutable, and generated columns demand that it be said.
create function public.company_search_text(name text, usual_names text[], acronym text) returns text
  language sql immutable parallel safe
  return public.search_key(
    coalesce(name, '') || ' ' || array_to_string(usual_names, ' ') || ' ' || coalesce(acronym, '')
  );

create table company (
  siren text collate "C" primary key check (siren ~ '^[0-9]{9}$'),
  -- Null when the unit is non-diffusible: nothing of its identity is kept.
  name text,
  usual_names text[] not null default '{}',
  acronym text,
  legal_category text,
  naf text,
  headcount_band text,
  active boolean not null default true,
  diffusible boolean not null default true,
  kind text not null default 'company'
    check (kind in ('company', 'training_provider', 'accounting_firm', 'other')),
  state text not null default 'valid' check (state in ('valid', 'to_validate', 'refused')),
  declared jsonb,
  declared_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  refusal_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Without spaces, so that "L'OREAL" and "loreal", "air france" and "airfrance" meet.
  search_name text collate "C" generated always as (replace(public.search_key(name), ' ', '')) stored,
  search_acronym text collate "C" generated always as (replace(public.search_key(acronym), ' ', '')) stored,
  -- Words as they are, without a text parser, which would take "3e5" for a number and a.b for a host.
  search_words tsvector generated always as
    (array_to_tsvector(string_to_array(public.company_search_text(name, usual_names, acronym), ' '))) stored,
  -- Bigger companies come first: INSEE's headcount bands grow with their number, NN and none are last.
  size smallint generated always as
    (case when headcount_band ~ '^[0-9]{2}$' then headcount_band::smallint else -1 end) stored,
  check (state <> 'refused' or refusal_reason is not null),
  check (diffusible or name is null),
  check (not diffusible or name is not null)
);
create index company_search_name on company (search_name) where state = 'valid' and diffusible;
create index company_search_acronym on company (search_acronym)
  where state = 'valid' and diffusible and search_acronym is not null;
create index company_search_words on company using gin (search_words) where state = 'valid' and diffusible;
-- A short prefix has many companies: this one finds the big ones without sorting them all (20 employees up).
create index company_search_big on company (search_name) where state = 'valid' and diffusible and size >= 12;
create index company_to_validate on company (declared_at) where state = 'to_validate';
grant select, insert, update on company to :app;

create table establishment (
  siret text collate "C" primary key check (siret ~ '^[0-9]{14}$'),
  siren text collate "C" not null references company (siren),
  nic text generated always as (substr(siret, 10)) stored,
  sign text,
  street text,
  complement text,
  postal_code text,
  town text,
  -- INSEE's code of the commune, not a postal code.
  town_code text,
  -- Only outside France.
  country text,
  head_office boolean not null default false,
  active boolean not null default true,
  diffusible boolean not null default true,
  closed_on date,
  naf text,
  state text not null default 'valid' check (state in ('valid', 'to_validate', 'refused')),
  declared jsonb,
  declared_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  refusal_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (left(siret, 9) = siren),
  check (state <> 'refused' or refusal_reason is not null),
  check (diffusible or (sign is null and street is null and complement is null)),
  check (closed_on is null or not active)
);
-- In this order, the site whose town stands for the company comes first, among the thousands some have.
create index establishment_siren on establishment (siren, head_office desc, active desc, siret);
create index establishment_to_validate on establishment (declared_at) where state = 'to_validate';
grant select, insert, update on establishment to :app;

-- Distinct words of company names: typing errors are looked for here, not in every name.
create table company_word (
  word text collate "C" primary key
);
create index company_word_trigrams on company_word using gin (word gin_trgm_ops);
grant select, insert on company_word to :app;
