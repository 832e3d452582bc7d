-- Since when a membership has its role, where it is another than at the beginning: administrators are given time from
-- then on to set up their second factor.
alter table membership add column role_since timestamptz;
