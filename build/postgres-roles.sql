-- The database and its two roles; run by postgres-roles.sh with psql, as a superuser.
--   variables:    database, owner, runtime
--   environment:  OWNER_PASSWORD, RUNTIME_PASSWORD
--
-- The owner owns everything and runs the migrations. The service runs as the other role, which owns nothing and bypasses
-- nothing, so that row-level security binds it. What differs from table to table (the audit log may only be read and
-- appended to, __ef_migrations_history only be read) is granted and revoked by the migrations.

\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv runtime_password RUNTIME_PASSWORD

-- No password in the server's log, whatever it is set to log.
set log_statement = 'none';
set log_min_duration_statement = -1;
set log_min_error_statement = 'panic';

-- Roles
select format('create role %I', name)
from unnest(array[:'owner', :'runtime']) as name
where not exists (select from pg_roles where rolname = name)
\gexec

alter role :"owner" with login nosuperuser nobypassrls nocreaterole nocreatedb noreplication
  password :'owner_password';
alter role :"runtime" with login nosuperuser nobypassrls noinherit nocreaterole nocreatedb noreplication
  password :'runtime_password';

-- A role that the runtime role is a member of could be taken by SET ROLE.
select format('revoke %I from %I', granted.rolname, :'runtime')
from pg_auth_members
join pg_roles as granted on granted.oid = roleid
join pg_roles as member on member.oid = member
where member.rolname = :'runtime'
\gexec

-- Database
select format('create database %I owner %I encoding ''UTF8'' template template0', :'database', :'owner')
where not exists (select from pg_database where datname = :'database')
\gexec

alter database :"database" owner to :"owner";
revoke all on database :"database" from public;
revoke all on database :"database" from :"runtime";
grant connect on database :"database" to :"runtime";

-- Schema: only the owner creates in it.
\connect :"database"

alter schema public owner to :"owner";
revoke all on schema public from public;
revoke all on schema public from :"runtime";
grant usage on schema public to :"runtime";

-- Tables and sequences that the owner will create.
alter default privileges for role :"owner" in schema public
  grant select, insert, update, delete on tables to :"runtime";
alter default privileges for role :"owner" in schema public
  grant usage, select on sequences to :"runtime";
