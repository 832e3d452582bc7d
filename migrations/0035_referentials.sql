-- The nomenclatures that the portal refers to (activities, agreements, legal forms…), as dated data: an edition of a
-- list replaces the former one, and what a code meant at any day stays known.

-- What was imported, file after file; the latest complete one of a list is in place.
create table referential_edition (
  id bigint generated always as identity primary key,
  referential text collate "C" not null,
  -- The day that the list is of.
  edition date not null,
  -- Those that it holds of a list in levels: an edition replaces these only.
  levels smallint[] not null,
  -- False: it completes codes that are known, and ends none.
  complete boolean not null,
  source text not null,
  licence text not null,
  file text not null,
  -- Of the content of the file.
  fingerprint text not null,
  lines integer not null,
  -- Codes added, ended, renamed, changed, unchanged, and the lines that were left out.
  report jsonb not null,
  imported_at timestamptz not null
);
create index referential_edition_latest on referential_edition (referential, id);

-- A code of a list over the days when it was so; its periods follow one another.
create table referential_entry (
  referential text collate "C" not null,
  code text collate "C" not null,
  -- The first day; '-infinity' where nobody said it.
  valid_from date not null,
  -- The last day; null: still so.
  valid_to date check (valid_to >= valid_from),
  label text not null,
  level smallint not null,
  -- The code it belongs to: of the level above, of another list, or the one that took its place.
  parent text collate "C",
  -- What only this list says of its codes.
  details jsonb not null,
  primary key (referential, code, valid_from)
);
create index referential_entry_parent on referential_entry (referential, parent) where parent is not null;

grant select, insert on referential_edition to :app;
grant select, insert, update on referential_entry to :app;
