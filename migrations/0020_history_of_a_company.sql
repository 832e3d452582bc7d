-- concurrently
-- What happened to a company as a whole, and to all of its establishments; latest first.
drop index concurrently if exists history_entry_siren;
create index concurrently history_entry_siren on history_entry (siren, id) where siren is not null;
