-- A secret to be proved is that of the session that asked for it: no other sees it, nor proves it.
alter table totp_factor add column session_hash bytea;
