-- concurrently: one statement at a time, without a transaction, beside those who write.
drop index concurrently if exists account_search;
create index concurrently account_search on account
  using gin (public.person_search_text(first_name, last_name, email) public.gin_trgm_ops);
drop index concurrently if exists membership_account;
create index concurrently membership_account on membership (account_id);
