-- The last wall between companies, put up after every migration around every table that has a company_id (and around companies itself).
-- It is derived from the catalog, so that a new table cannot be forgotten; tables of the control plane (control_*) hold no company's data.
-- A permissive policy lets the current company's rows through, a restrictive one takes everything else away from any policy added later.
-- Where company_id may be null the row is the platform's: every company reads it, only the owner of the tables writes it.
DO $walls$
DECLARE
    wall record;
    mine text;
    readable text;
BEGIN
    FOR wall IN
        SELECT c.relname AS name,
            CASE c.relname WHEN 'companies' THEN 'id' ELSE 'company_id' END AS key,
            NOT a.attnotnull AS has_platform_rows
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
            AND a.attname = CASE c.relname WHEN 'companies' THEN 'id' ELSE 'company_id' END
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname NOT LIKE 'control\_%'
    LOOP
        mine := format('%I = (SELECT NULLIF(current_setting(''app.company_id'', true), '''')::uuid)', wall.key);
        readable := CASE WHEN wall.has_platform_rows THEN format('(%I IS NULL OR %s)', wall.key, mine) ELSE mine END;

        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wall.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', wall.name);
        EXECUTE format('DROP POLICY IF EXISTS own_company ON %I', wall.name);
        EXECUTE format('DROP POLICY IF EXISTS no_other_company ON %I', wall.name);
        EXECUTE format('DROP POLICY IF EXISTS platform_reads ON %I', wall.name);
        EXECUTE format('DROP POLICY IF EXISTS platform_owner ON %I', wall.name);

        EXECUTE format('CREATE POLICY own_company ON %I USING (%s) WITH CHECK (%s)', wall.name, mine, mine);
        IF wall.has_platform_rows THEN
            EXECUTE format('CREATE POLICY platform_reads ON %I FOR SELECT USING (%I IS NULL)', wall.name, wall.key);
            EXECUTE format('CREATE POLICY platform_owner ON %I TO CURRENT_USER USING (%I IS NULL) WITH CHECK (%I IS NULL)',
                wall.name, wall.key, wall.key);
        END IF;
        EXECUTE format('CREATE POLICY no_other_company ON %I AS RESTRICTIVE USING (%s) WITH CHECK (%s)', wall.name, readable, readable);
    END LOOP;
END
$walls$;

-- What was given by default is more than some tables bear. What has been migrated is the owner's to say: others may read it, no more. Entries of
-- the audit log are written and read, never changed or deleted; the row that says where a company's chain ends is moved, never deleted.
DO $rights$
DECLARE
    other record;
BEGIN
    FOR other IN
        SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS name, kept.name AS kept, kept.taken
        FROM (VALUES ('__ef_migrations_history', 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER'),
            ('audit_entries', 'UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER'),
            ('audit_heads', 'DELETE, TRUNCATE, REFERENCES, TRIGGER')) AS kept(name, taken)
        JOIN pg_class c ON c.oid = kept.name::regclass
        CROSS JOIN aclexplode(c.relacl) a
        WHERE a.grantee <> c.relowner
    LOOP
        EXECUTE format('REVOKE %s ON %I FROM %s', other.taken, other.kept, other.name);
    END LOOP;
END
$rights$;
