-- A later request of an address takes the place of the unconfirmed one when it is answered, after the screen of
-- who sent it: for a moment both are there.

create index access_request_to_confirm_of on access_request (email) where state = 'to_confirm';
drop index access_request_one_to_confirm;
