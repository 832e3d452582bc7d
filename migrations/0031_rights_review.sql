-- Once a year the administrators of a place confirm who has access to it. Nothing ends by itself: one that is late is
-- shown to the agents.
create table rights_review (
  id uuid primary key default gen_random_uuid(),
  siren text not null references company (siren),
  -- Null: those who hold their right on the whole company.
  siret text references establishment (siret),
  opened_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  done_by uuid references account (id),
  kept integer,
  ended integer,
  check (siret is null or left(siret, 9) = siren),
  check ((done_at is null) = (done_by is null) and (done_at is null) = (kept is null) and (kept is null) = (ended is null))
);
create unique index rights_review_one_open on rights_review (siren, coalesce(siret, '')) where done_at is null;
create index rights_review_of_place on rights_review (siren, siret, done_at);
grant select, insert, update on rights_review to :app;
