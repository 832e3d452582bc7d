-- What somebody needs to recognise an open session of theirs, and to close the one that is not.
alter table session
  add column address text,
  -- "Firefox sur Windows"; null when the browser does not say.
  add column browser text;
