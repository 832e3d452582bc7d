-- People are found in a large company without reading them all; the indexes are in the next file.

-- A text to look words in: no accents, no capitals. The words themselves go through search_key.
create function public.search_text(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, value));

create function public.person_search_text(first_name text, last_name text, email text) returns text
  language sql immutable parallel safe
  return public.search_text(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email);
