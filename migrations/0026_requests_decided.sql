-- concurrently
-- How long decisions take, week by week.
drop index concurrently if exists access_request_decided;
create index concurrently access_request_decided on access_request (decided_at) where state in ('approved', 'refused');
