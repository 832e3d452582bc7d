-- concurrently
-- What happened to a company as a whole, and to all of its establishments; latest first.
create index concurrently if not exists history_entry_siren on history_entry (siren, id) where siren is not null;
