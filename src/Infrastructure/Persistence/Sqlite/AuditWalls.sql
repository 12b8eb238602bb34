-- What has been written into the audit log stays as it is. Put up at each start: a migration that rebuilds a table takes its triggers away.
CREATE TRIGGER IF NOT EXISTS audit_entries_stay BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only.');
END;
CREATE TRIGGER IF NOT EXISTS audit_entries_remain BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only.');
END;
CREATE TRIGGER IF NOT EXISTS audit_heads_remain BEFORE DELETE ON audit_heads
BEGIN
    SELECT RAISE(ABORT, 'The end of an audit log is not deleted.');
END;
