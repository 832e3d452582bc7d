-- What became of each line: 'done', 'failed' (a sign-in), 'refused' (403 or 404). The rows before this say it in
-- their action.

alter table access_log_entry add column outcome text not null default 'done';
