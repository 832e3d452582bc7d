-- When the owner of an account was last warned that it will be closed for want of use. A sign-in since then cancels it.
alter table account add column inactivity_warned_at timestamptz;
