CREATE TABLE agents (
  agent_id             TEXT    NOT NULL PRIMARY KEY
                       CHECK (length(agent_id) BETWEEN 1 AND 64 AND agent_id NOT GLOB '*[^a-z0-9_-]*'),
  -- Relative to the home, with slashes, so that a home can be moved.
  database_path        TEXT    NOT NULL UNIQUE
                       CHECK (database_path <> '' AND database_path NOT LIKE '/%' AND database_path NOT LIKE '%..%'),
  created_at_micros    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blocked_providers (
  legacy_id            TEXT    NOT NULL PRIMARY KEY
                       CHECK (legacy_id <> '' AND legacy_id = lower(trim(legacy_id)))
) STRICT, WITHOUT ROWID;

CREATE TABLE store_identity (
  singleton            INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
  store_id             TEXT    NOT NULL CHECK (length(store_id) BETWEEN 1 AND 64),
  created_at_micros    INTEGER NOT NULL,
  -- Moved by the readiness probe, so that it commits something real.
  last_probe_at_micros INTEGER NOT NULL
) STRICT;

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
  CHECK ((key_binding = 'any') = (bound_key IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER store_identity_never_changes
BEFORE UPDATE OF singleton, store_id, created_at_micros ON store_identity
BEGIN
  SELECT RAISE(ABORT, 'the identity of a store never changes');
END;
