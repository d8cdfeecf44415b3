CREATE TABLE agents (
  agent_id             TEXT    NOT NULL PRIMARY KEY
                       CHECK (length(agent_id) BETWEEN 1 AND 64 AND agent_id NOT GLOB '*[^a-z0-9_-]*'),
  -- Relative to the home, with slashes, so that a home can be moved.
  database_path        TEXT    NOT NULL UNIQUE
                       CHECK (database_path <> '' AND database_path NOT LIKE '/%' AND database_path NOT LIKE '%..%'),
  created_at_micros    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  -- AUTOINCREMENT: a number is never given twice, also when the row that had it is gone.
  audit_number         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CHECK (audit_number > 0),
  audit_id             TEXT    NOT NULL UNIQUE CHECK (length(audit_id) BETWEEN 1 AND 128),
  at_micros            INTEGER NOT NULL,
  -- NULL: the author is a user of the operating system, and no holder of a token.
  author_token_id      TEXT    CHECK (author_token_id <> ''),
  author_name          TEXT    NOT NULL,
  operation            TEXT    NOT NULL CHECK (operation <> '' AND operation NOT GLOB '*[^a-z_]*'),
  -- NULL: it is about the home, or about nothing that exists.
  target_agent_id      TEXT    CHECK (length(target_agent_id) BETWEEN 1 AND 64),
  target_name          TEXT    CHECK (length(target_name) BETWEEN 1 AND 2048),
  -- NULL: it was done.
  refused_because      TEXT    CHECK (refused_because <> ''),
  request_id           TEXT    NOT NULL CHECK (length(request_id) BETWEEN 1 AND 128),
  CHECK (target_agent_id IS NULL OR target_name IS NOT NULL)
) STRICT;

CREATE TABLE blocked_providers (
  legacy_id            TEXT    NOT NULL PRIMARY KEY
                       CHECK (legacy_id <> '' AND legacy_id = lower(trim(legacy_id)))
) STRICT, WITHOUT ROWID;

CREATE TABLE former_identities (
  store_id                TEXT    NOT NULL PRIMARY KEY CHECK (length(store_id) BETWEEN 1 AND 64),
  given_up_at_micros      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE store_identity (
  singleton            INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
  store_id             TEXT    NOT NULL CHECK (length(store_id) BETWEEN 1 AND 64),
  created_at_micros    INTEGER NOT NULL,
  -- Moved by the readiness probe, so that it commits something real.
  last_probe_at_micros INTEGER NOT NULL
) STRICT;

CREATE TABLE store_places (
  store_id                TEXT    NOT NULL CHECK (length(store_id) BETWEEN 1 AND 64),
  -- The home's real path.
  home_path               TEXT    NOT NULL CHECK (home_path <> ''),
  first_opened_at_micros  INTEGER NOT NULL,
  last_opened_at_micros   INTEGER NOT NULL,
  PRIMARY KEY (store_id, home_path)
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  token_id             TEXT    NOT NULL PRIMARY KEY CHECK (token_id <> ''),
  name                 TEXT    NOT NULL,
  -- SHA-256 of the token's text in hexadecimal; the text itself is stored nowhere.
  token_hash           TEXT    NOT NULL UNIQUE
                       CHECK (length(token_hash) = 64 AND token_hash NOT GLOB '*[^0-9a-f]*'),
  scope                TEXT    NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
  -- NULL: every agent.
  agent_id             TEXT,
  key_binding          TEXT    NOT NULL CHECK (key_binding IN ('any', 'exact', 'prefix')),
  -- The key or the prefix the token is bound to.
  bound_key            TEXT,
  -- NULL: until it is revoked.
  expires_at_micros    INTEGER,
  created_at_micros    INTEGER NOT NULL,
  -- When the present text was made.
  issued_at_micros     INTEGER NOT NULL,
  -- NULL: it lets its holder in. A row stays when its token was revoked, so that its id and hash never
  -- come back.
  revoked_at_micros    INTEGER,
  CHECK ((key_binding = 'any') = (bound_key IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_changed
BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'audit rows are never changed');
END;

CREATE TRIGGER audit_is_removed_from_its_old_end
BEFORE DELETE ON audit
WHEN OLD.audit_number > (SELECT min(audit_number) FROM audit)
BEGIN
  SELECT RAISE(ABORT, 'the audit is cut from its old end');
END;

CREATE TRIGGER audit_rows_are_added_behind_all_others
BEFORE INSERT ON audit
WHEN NEW.audit_number BETWEEN 1 AND (SELECT max(audit_number) FROM audit)
BEGIN
  SELECT RAISE(ABORT, 'an audit row is added behind all others');
END;

CREATE TRIGGER audit_rows_are_added_once
BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE audit_id = NEW.audit_id)
BEGIN
  SELECT RAISE(IGNORE);
END;

CREATE TRIGGER former_identities_are_never_changed
BEFORE UPDATE ON former_identities
BEGIN
  SELECT RAISE(ABORT, 'a former identity is never changed');
END;

CREATE TRIGGER former_identities_are_never_removed
BEFORE DELETE ON former_identities
BEGIN
  SELECT RAISE(ABORT, 'a former identity is never removed');
END;

CREATE TRIGGER store_identity_changes_to_one_it_never_had
BEFORE UPDATE OF singleton, store_id, created_at_micros ON store_identity
WHEN NEW.singleton IS NOT OLD.singleton
  OR NEW.created_at_micros IS NOT OLD.created_at_micros
  OR (NEW.store_id IS NOT OLD.store_id
      AND (NOT EXISTS (SELECT 1 FROM former_identities WHERE store_id = OLD.store_id)
           OR EXISTS (SELECT 1 FROM former_identities WHERE store_id = NEW.store_id)))
BEGIN
  SELECT RAISE(ABORT, 'the identity of a store changes only to one it never had, and the former one is kept');
END;

CREATE TRIGGER tokens_are_never_removed
BEFORE DELETE ON tokens
BEGIN
  SELECT RAISE(ABORT, 'a token is revoked, never removed');
END;

CREATE TRIGGER tokens_are_never_replaced
BEFORE INSERT ON tokens
WHEN EXISTS (SELECT 1 FROM tokens WHERE token_id = NEW.token_id OR token_hash = NEW.token_hash)
BEGIN
  SELECT RAISE(ABORT, 'tokens are never replaced');
END;

CREATE TRIGGER tokens_stay_revoked
BEFORE UPDATE ON tokens
WHEN OLD.revoked_at_micros IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a revoked token stays revoked');
END;
