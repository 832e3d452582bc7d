-- concurrently
-- What one person read and changed; latest first.
drop index concurrently if exists access_log_entry_actor;
create index concurrently access_log_entry_actor on access_log_entry (actor_id, id) where actor_id is not null;
