-- Copies one company with its people :copies times; run by load.sh with psql, as a superuser.
create temporary table copies as
  select gen_random_uuid() as company_id, n from generate_series(1, :copies) as n;

insert into companies (id, name, status, language, time_zone, plan, trial_ends_at, seats_taken, custom_attribute_names, created_at, version)
select copies.company_id, name || ' ' || n, status, language, time_zone, plan, trial_ends_at, seats_taken, custom_attribute_names, created_at, version
from companies cross join copies where id = :'company';

insert into users (company_id, id, email, email_domain, first_name, last_name, role, status, job_title, custom_attributes, created_at, search_text, version)
select copies.company_id, gen_random_uuid(), email, email_domain, first_name, last_name, role, status, job_title, custom_attributes, created_at, search_text, version
from users cross join copies where users.company_id = :'company';

vacuum (analyze);
