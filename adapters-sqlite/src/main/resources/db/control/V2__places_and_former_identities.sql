-- Where the store was opened for writing, under which identity. A copied home brings along the place it was
-- copied from: whoever finds the same identity there has found the other copy.
CREATE TABLE store_places (
  store_id                TEXT    NOT NULL CHECK (length(store_id) BETWEEN 1 AND 64),
  -- The home's real path.
  home_path               TEXT    NOT NULL CHECK (home_path <> ''),
  first_opened_at_micros  INTEGER NOT NULL,
  last_opened_at_micros   INTEGER NOT NULL,
  PRIMARY KEY (store_id, home_path)
) STRICT, WITHOUT ROWID;

-- Identities the store has had. One of them never comes back.
CREATE TABLE former_identities (
  store_id                TEXT    NOT NULL PRIMARY KEY CHECK (length(store_id) BETWEEN 1 AND 64),
  given_up_at_micros      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

-- A copy of a home may be given an identity of its own, and says which one it had.
DROP TRIGGER store_identity_never_changes;

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
