-- The address that the owner of an account asked to be known by, until they confirm it; at most one. Its link is
-- made once the job has answered the demand.
create table email_change (
  account_id uuid primary key references account (id),
  email text not null check (email = lower(email) and length(email) <= 80),
  asked_at timestamptz not null,
  answered_at timestamptz
);
grant select, insert, update, delete on email_change to :app;
