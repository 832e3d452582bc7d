-- What goes wrong outside of a request has a state that the agents see, and a way to try again.

-- 'exhausted': every attempt failed. 'abandoned': an agent gave it up. Not validated: the rows there satisfy
-- the narrower check that this one replaces, and reading them again would hold up the mails.
alter table outgoing_mail drop constraint outgoing_mail_state_check;
alter table outgoing_mail add constraint outgoing_mail_state_check
  check (state in ('waiting', 'sent', 'kept', 'refused', 'exhausted', 'abandoned')) not valid;
alter table outgoing_mail
  add column attempted_at timestamptz,
  -- Until then one worker has this mail in hand, by the clock of the database; null: nobody.
  add column sending_until timestamptz;
create index outgoing_mail_open on outgoing_mail (created_at) where state in ('waiting', 'refused', 'exhausted');

-- Since when the file of this row is not where it was put.
alter table stored_file add column missing_since timestamptz;
create index stored_file_troubled on stored_file (stored_at) where scan = 'waiting' or missing_since is not null;

-- Alarms raised in the log, so that several servers raise one between them, once an hour.
create table alarm (
  name text primary key,
  raised_at timestamptz not null
);
grant select, insert, update, delete on alarm to :app;
