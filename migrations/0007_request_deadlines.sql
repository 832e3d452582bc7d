-- What time does to an access request. Its deadlines are computed from `confirmed_at` and the calendar, never
-- stored; these say what has been done at them. Null: not yet, or passed over because a later one was due.
alter table access_request
  -- The address received what its state calls for (see "What each state of an address receives").
  add column answered_at timestamptz,
  -- After 3 working days: the deciders were reminded, or the agents took over for want of an administrator.
  add column reminded_at timestamptz,
  -- After 10 working days: handed over to the agents; theirs from the start, they were reminded again.
  add column relayed_at timestamptz;

-- The requests sent before this migration were answered by the code of their time.
update access_request set answered_at = sent_at where state = 'to_confirm';

-- Each chore reads the few requests that are due, whatever the size of the table.
create index access_request_to_answer on access_request (sent_at) where state = 'to_confirm' and answered_at is null;
create index access_request_to_confirm on access_request (sent_at) where state = 'to_confirm';
create index access_request_to_remind on access_request (confirmed_at)
  where state = 'pending' and reminded_at is null and relayed_at is null;
create index access_request_to_relay on access_request (confirmed_at)
  where state = 'pending' and relayed_at is null;
create index access_request_to_expire on access_request (confirmed_at) where state = 'pending';
