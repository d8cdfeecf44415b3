CREATE TABLE adopted_events (
  turn_id                      TEXT    NOT NULL REFERENCES turns (turn_id),
  session_id                   TEXT    NOT NULL,
  sequence                     INTEGER NOT NULL,
  PRIMARY KEY (turn_id, sequence),
  FOREIGN KEY (session_id, sequence) REFERENCES events (session_id, sequence) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE archived_sessions (
  archive_id                   TEXT    NOT NULL PRIMARY KEY CHECK (length(archive_id) BETWEEN 1 AND 128),
  archived_at_micros           INTEGER NOT NULL,
  session_key                  TEXT    NOT NULL CHECK (length(session_key) BETWEEN 1 AND 522),
  session_id                   TEXT    NOT NULL UNIQUE REFERENCES transcripts (session_id),
  listed                       INTEGER NOT NULL CHECK (listed IN (0, 1)),
  -- NULL: whatever the agent is configured with.
  selected_provider            TEXT    CHECK (length(selected_provider) BETWEEN 1 AND 128),
  selected_provider_provenance TEXT    CHECK (selected_provider_provenance IN ('user', 'config', 'fallback', 'import')),
  selected_model               TEXT    CHECK (length(selected_model) BETWEEN 1 AND 256),
  selected_model_provenance    TEXT    CHECK (selected_model_provenance IN ('user', 'config', 'fallback', 'import')),
  selected_runtime             TEXT    CHECK (length(selected_runtime) BETWEEN 1 AND 64),
  selected_runtime_provenance  TEXT    CHECK (selected_runtime_provenance IN ('user', 'config', 'fallback', 'import')),
  selected_auth_profile        TEXT    CHECK (length(selected_auth_profile) BETWEEN 1 AND 128),
  selected_auth_profile_provenance TEXT CHECK (selected_auth_profile_provenance IN ('user', 'config', 'fallback', 'import')),
  -- What the operator calls it.
  label                        TEXT    NOT NULL DEFAULT '' CHECK (length(label) <= 200),
  -- Whether some request brought messages of the assistant back; decides what 'auto' history means.
  client_habit                 TEXT    NOT NULL DEFAULT 'sends_new_messages'
                               CHECK (client_habit IN ('sends_new_messages', 'resends_conversation')),
  created_at_micros            INTEGER NOT NULL,
  updated_at_micros            INTEGER NOT NULL,
  last_interaction_at_micros   INTEGER NOT NULL,
  version                      INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  CHECK ((selected_provider IS NULL) = (selected_model IS NULL)),
  CHECK (selected_provider IS NOT NULL OR (selected_runtime IS NULL AND selected_auth_profile IS NULL)),
  CHECK ((selected_provider IS NULL) = (selected_provider_provenance IS NULL)),
  CHECK ((selected_model IS NULL) = (selected_model_provenance IS NULL)),
  CHECK ((selected_runtime IS NULL) = (selected_runtime_provenance IS NULL)),
  CHECK ((selected_auth_profile IS NULL) = (selected_auth_profile_provenance IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE artifacts (
  artifact_id                  TEXT    NOT NULL PRIMARY KEY
                               CHECK (length(artifact_id) = 64 AND artifact_id NOT GLOB '*[^0-9a-f]*'),
  content                      TEXT    NOT NULL,
  created_at_micros            INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_outbox (
  outbox_number                INTEGER NOT NULL PRIMARY KEY,
  audit_id                     TEXT    NOT NULL UNIQUE CHECK (length(audit_id) BETWEEN 1 AND 128),
  at_micros                    INTEGER NOT NULL,
  author_token_id              TEXT    CHECK (author_token_id <> ''),
  author_name                  TEXT    NOT NULL,
  operation                    TEXT    NOT NULL CHECK (operation <> '' AND operation NOT GLOB '*[^a-z_]*'),
  target_agent_id              TEXT    CHECK (length(target_agent_id) BETWEEN 1 AND 64),
  target_name                  TEXT    CHECK (length(target_name) BETWEEN 1 AND 2048),
  refused_because              TEXT    CHECK (refused_because <> ''),
  request_id                   TEXT    NOT NULL CHECK (length(request_id) BETWEEN 1 AND 128),
  CHECK (target_agent_id IS NULL OR target_name IS NOT NULL)
) STRICT;

CREATE TABLE blocked_providers (
  legacy_id                    TEXT    NOT NULL PRIMARY KEY
                               CHECK (legacy_id <> '' AND legacy_id = lower(trim(legacy_id)))
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  -- AUTOINCREMENT: a number is never given twice, also when the row that had it is gone.
  change_number                INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at_micros                    INTEGER NOT NULL,
  kind                         TEXT    NOT NULL
                               CHECK (kind IN ('turn_started', 'turn_ended', 'session_created', 'session_reset',
                                               'session_updated', 'session_archived', 'session_restored')),
  -- NULL as in turns. No foreign keys: the log outlives what it tells of.
  session_key                  TEXT,
  session_id                   TEXT,
  turn_id                      TEXT,
  -- The terminal state of a turn that ended; why a session was reset.
  state                        TEXT,
  reason                       TEXT,
  CHECK ((kind IN ('turn_started', 'turn_ended')) = (turn_id IS NOT NULL)),
  CHECK ((kind = 'turn_ended') = (state IS NOT NULL)),
  CHECK ((kind = 'session_reset') = (reason IS NOT NULL))
) STRICT;

CREATE TABLE events (
  session_id                   TEXT    NOT NULL REFERENCES transcripts (session_id) ON DELETE CASCADE,
  sequence                     INTEGER NOT NULL CHECK (sequence > 0),
  event_id                     TEXT    NOT NULL CHECK (length(event_id) BETWEEN 1 AND 128),
  -- NULL: the root of the tree.
  parent_sequence              INTEGER CHECK (parent_sequence > 0 AND parent_sequence < sequence),
  turn_id                      TEXT    NOT NULL,
  at_micros                    INTEGER NOT NULL,
  -- The item as JSON, here or in an artifact.
  payload                      TEXT,
  artifact_id                  TEXT    REFERENCES artifacts (artifact_id),
  tokens                       INTEGER NOT NULL CHECK (tokens >= 0),
  -- Whose model made it; NULL: it came with a request.
  origin_provider              TEXT    CHECK (length(origin_provider) BETWEEN 1 AND 128),
  completeness                 TEXT    NOT NULL CHECK (completeness IN ('complete', 'incomplete')),
  PRIMARY KEY (session_id, sequence),
  -- Ids are made in the order of time, so that what is stored together is neighbours in this index.
  UNIQUE (event_id, session_id),
  CHECK ((payload IS NULL) <> (artifact_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  -- SHA-256 of token, session key and the client's name for the request.
  idempotency_id               TEXT    NOT NULL PRIMARY KEY
                               CHECK (length(idempotency_id) = 64 AND idempotency_id NOT GLOB '*[^0-9a-f]*'),
  request_digest               TEXT    NOT NULL
                               CHECK (length(request_digest) = 64 AND request_digest NOT GLOB '*[^0-9a-f]*'),
  -- The newest try; NULL: the request was refused.
  turn_id                      TEXT    REFERENCES turns (turn_id),
  refusal_reason               TEXT    CHECK (refusal_reason <> ''),
  refusal_message              TEXT,
  refusal_parameter            TEXT,
  -- The answer of a turn without a transcript as JSON; NULL: the transcript has it, or there is none.
  answer                       TEXT,
  -- When the name was first used: its lifetime counts from then.
  stored_at_micros             INTEGER NOT NULL,
  CHECK ((turn_id IS NULL) <> (refusal_reason IS NULL)),
  CHECK ((refusal_reason IS NULL) = (refusal_message IS NULL)),
  CHECK ((refusal_reason IS NULL) = (refusal_parameter IS NULL)),
  CHECK (answer IS NULL OR turn_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE leases (
  session_key                  TEXT    NOT NULL PRIMARY KEY CHECK (length(session_key) BETWEEN 1 AND 522),
  epoch                        INTEGER NOT NULL CHECK (epoch > 0),
  -- NULL, all four: free.
  owner                        TEXT    CHECK (length(owner) BETWEEN 1 AND 128),
  turn_id                      TEXT    REFERENCES turns (turn_id),
  granted_at_micros            INTEGER,
  deadline_at_micros           INTEGER,
  CHECK ((owner IS NULL) = (turn_id IS NULL)),
  CHECK ((owner IS NULL) = (granted_at_micros IS NULL)),
  CHECK ((owner IS NULL) = (deadline_at_micros IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE responses (
  response_id                  TEXT    NOT NULL PRIMARY KEY CHECK (length(response_id) BETWEEN 1 AND 128),
  -- The response it goes on from, which may have been removed since; NULL: none.
  previous_response_id         TEXT    CHECK (length(previous_response_id) BETWEEN 1 AND 128),
  session_id                   TEXT    NOT NULL REFERENCES transcripts (session_id) ON DELETE CASCADE,
  turn_id                      TEXT    NOT NULL UNIQUE REFERENCES turns (turn_id),
  -- The event that a response after this one follows; NULL: the root of the tree.
  head_sequence                INTEGER,
  -- Members of the request that the object repeats, and members of the upstream's answer that are
  -- passed on, each as one JSON object.
  settings                     TEXT    NOT NULL,
  extra                        TEXT    NOT NULL DEFAULT '{}',
  execution                    TEXT    NOT NULL CHECK (execution IN ('foreground', 'background')),
  FOREIGN KEY (session_id, head_sequence) REFERENCES events (session_id, sequence)
) STRICT;

CREATE TABLE sessions (
  session_key                  TEXT    NOT NULL PRIMARY KEY CHECK (length(session_key) BETWEEN 1 AND 522),
  session_id                   TEXT    NOT NULL UNIQUE REFERENCES transcripts (session_id),
  -- 1 once the current transcript has an event; before that the row is only a reservation.
  listed                       INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
  -- NULL: whatever the agent is configured with.
  selected_provider            TEXT    CHECK (length(selected_provider) BETWEEN 1 AND 128),
  selected_provider_provenance TEXT    CHECK (selected_provider_provenance IN ('user', 'config', 'fallback', 'import')),
  selected_model               TEXT    CHECK (length(selected_model) BETWEEN 1 AND 256),
  selected_model_provenance    TEXT    CHECK (selected_model_provenance IN ('user', 'config', 'fallback', 'import')),
  selected_runtime             TEXT    CHECK (length(selected_runtime) BETWEEN 1 AND 64),
  selected_runtime_provenance  TEXT    CHECK (selected_runtime_provenance IN ('user', 'config', 'fallback', 'import')),
  selected_auth_profile        TEXT    CHECK (length(selected_auth_profile) BETWEEN 1 AND 128),
  selected_auth_profile_provenance TEXT CHECK (selected_auth_profile_provenance IN ('user', 'config', 'fallback', 'import')),
  -- What the operator calls it.
  label                        TEXT    NOT NULL DEFAULT '' CHECK (length(label) <= 200),
  -- Whether some request brought messages of the assistant back; decides what 'auto' history means.
  client_habit                 TEXT    NOT NULL DEFAULT 'sends_new_messages'
                               CHECK (client_habit IN ('sends_new_messages', 'resends_conversation')),
  created_at_micros            INTEGER NOT NULL,
  updated_at_micros            INTEGER NOT NULL,
  last_interaction_at_micros   INTEGER NOT NULL,
  version                      INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  CHECK ((selected_provider IS NULL) = (selected_model IS NULL)),
  CHECK (selected_provider IS NOT NULL OR (selected_runtime IS NULL AND selected_auth_profile IS NULL)),
  CHECK ((selected_provider IS NULL) = (selected_provider_provenance IS NULL)),
  CHECK ((selected_model IS NULL) = (selected_model_provenance IS NULL)),
  CHECK ((selected_runtime IS NULL) = (selected_runtime_provenance IS NULL)),
  CHECK ((selected_auth_profile IS NULL) = (selected_auth_profile_provenance IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE transcripts (
  session_id                   TEXT    NOT NULL PRIMARY KEY CHECK (length(session_id) BETWEEN 1 AND 128),
  -- NULL: unlisted. No key points at it, nobody lists it, and only responses lead to it.
  session_key                  TEXT    CHECK (length(session_key) BETWEEN 1 AND 522),
  -- What the key pointed at before, and why it was given up; NULL for the first of its key.
  previous_session_id          TEXT    REFERENCES transcripts (session_id),
  rotation_reason              TEXT    CHECK (rotation_reason IN ('reset', 'daily', 'idle')),
  -- Sequences have no gaps: this is the newest sequence, too.
  event_count                  INTEGER NOT NULL DEFAULT 0 CHECK (event_count >= 0),
  -- The event the next turn follows; NULL: the root of the tree.
  head_sequence                INTEGER,
  -- Grows when something is put between older events, so that cursors notice.
  rewrite_generation           INTEGER NOT NULL DEFAULT 0 CHECK (rewrite_generation >= 0),
  started_at_micros            INTEGER NOT NULL,
  -- NULL: not in the archive. Else nothing is found of it until its session is restored.
  archive_id                   TEXT    CHECK (length(archive_id) BETWEEN 1 AND 128),
  FOREIGN KEY (session_id, head_sequence) REFERENCES events (session_id, sequence),
  CHECK ((previous_session_id IS NULL) = (rotation_reason IS NULL)),
  CHECK (session_key IS NOT NULL OR (previous_session_id IS NULL AND head_sequence IS NULL)),
  CHECK (session_key IS NOT NULL OR archive_id IS NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE turns (
  turn_number                  INTEGER NOT NULL PRIMARY KEY,
  turn_id                      TEXT    NOT NULL UNIQUE CHECK (length(turn_id) BETWEEN 1 AND 128),
  -- NULL, the key only: a turn of an unlisted transcript; both: a turn without a transcript, of which
  -- no content is kept.
  session_key                  TEXT    CHECK (length(session_key) BETWEEN 1 AND 522),
  session_id                   TEXT,
  state                        TEXT    NOT NULL
                               CHECK (state IN ('accepted', 'running', 'completed', 'failed', 'cancelled', 'interrupted')),
  request_id                   TEXT    NOT NULL CHECK (length(request_id) BETWEEN 1 AND 128),
  -- Whose token asked, and the SHA-256 of path and body: what a repeated request is known by.
  token_id                     TEXT    NOT NULL CHECK (token_id <> ''),
  request_digest               TEXT    NOT NULL
                               CHECK (length(request_digest) = 64 AND request_digest NOT GLOB '*[^0-9a-f]*'),
  -- The turn that this one tries again; NULL: it is the first try.
  attempt_of                   TEXT    CHECK (length(attempt_of) BETWEEN 1 AND 128),
  api                          TEXT    NOT NULL CHECK (api <> ''),
  -- The request's model as it came, legacy names included: never a route.
  requested_model              TEXT    NOT NULL,
  effective_provider           TEXT    NOT NULL CHECK (length(effective_provider) BETWEEN 1 AND 128),
  effective_model              TEXT    NOT NULL CHECK (length(effective_model) BETWEEN 1 AND 256),
  effective_runtime            TEXT    CHECK (length(effective_runtime) BETWEEN 1 AND 64),
  effective_auth_profile       TEXT    CHECK (length(effective_auth_profile) BETWEEN 1 AND 128),
  history_action               TEXT    NOT NULL CHECK (history_action IN ('appended', 'branched', 'seeded')),
  -- The process that runs it, and the epoch of the lease it was granted; epoch 0: no lease.
  owner                        TEXT    NOT NULL CHECK (length(owner) BETWEEN 1 AND 128),
  epoch                        INTEGER NOT NULL CHECK (epoch >= 0),
  started_at_micros            INTEGER NOT NULL,
  ended_at_micros              INTEGER,
  finish_reason                TEXT    CHECK (finish_reason IN ('stop', 'length', 'tool_calls', 'content_filter')),
  input_tokens                 INTEGER CHECK (input_tokens >= 0),
  output_tokens                INTEGER CHECK (output_tokens >= 0),
  cached_tokens                INTEGER CHECK (cached_tokens >= 0),
  cache_write_tokens           INTEGER CHECK (cache_write_tokens >= 0),
  reasoning_tokens             INTEGER CHECK (reasoning_tokens >= 0),
  usage_source                 TEXT    CHECK (usage_source IN ('reported', 'estimated')),
  -- Members of the upstream's answer, and of its one choice, that are passed on, each as one JSON object.
  answer_extra                 TEXT    NOT NULL DEFAULT '{}',
  choice_extra                 TEXT    NOT NULL DEFAULT '{}',
  failure_cause                TEXT    CHECK (failure_cause <> ''),
  -- Why it failed, was cancelled or interrupted, possibly in the upstream's words; no secret. Empty once
  -- the transcript is removed.
  failure_message              TEXT,
  retry_after_millis           INTEGER CHECK (retry_after_millis >= 0),
  CHECK (session_key IS NULL OR session_id IS NOT NULL),
  CHECK ((session_key IS NULL) = (epoch = 0)),
  CHECK ((state IN ('accepted', 'running')) = (ended_at_micros IS NULL)),
  CHECK ((state = 'completed') = (finish_reason IS NOT NULL)),
  CHECK ((state = 'completed') = (usage_source IS NOT NULL)),
  CHECK ((state = 'failed') = (failure_cause IS NOT NULL)),
  CHECK ((state IN ('failed', 'cancelled', 'interrupted')) = (failure_message IS NOT NULL)),
  CHECK (usage_source IS NULL
         OR (input_tokens IS NOT NULL AND output_tokens IS NOT NULL AND cached_tokens IS NOT NULL
             AND cache_write_tokens IS NOT NULL AND reasoning_tokens IS NOT NULL))
) STRICT;

CREATE INDEX adopted_events_of_transcript ON adopted_events (session_id, sequence);

CREATE INDEX archived_sessions_last_first ON archived_sessions (archived_at_micros DESC, archive_id);

CREATE INDEX archived_sessions_of_key ON archived_sessions (session_key, version);

CREATE INDEX events_with_artifact ON events (artifact_id) WHERE artifact_id IS NOT NULL;

CREATE INDEX idempotency_of_turn ON idempotency (turn_id) WHERE turn_id IS NOT NULL;

CREATE INDEX idempotency_oldest_first ON idempotency (stored_at_micros);

CREATE INDEX responses_of_transcript ON responses (session_id, head_sequence);

CREATE INDEX sessions_newest_first ON sessions (updated_at_micros DESC, session_key) WHERE listed = 1;

CREATE INDEX transcripts_following ON transcripts (previous_session_id) WHERE previous_session_id IS NOT NULL;

CREATE INDEX transcripts_unlisted ON transcripts (started_at_micros) WHERE session_key IS NULL;

CREATE INDEX turns_of_key ON turns (session_key, turn_number DESC) WHERE session_key IS NOT NULL;

CREATE INDEX turns_of_unlisted ON turns (session_id, turn_number DESC)
  WHERE session_key IS NULL AND session_id IS NOT NULL;

CREATE UNIQUE INDEX turns_running ON turns (session_key) WHERE state = 'running';

CREATE INDEX turns_without_answer ON turns (state, turn_number DESC)
  WHERE state IN ('failed', 'cancelled', 'interrupted');

CREATE TRIGGER archived_sessions_log_that_they_came_back
AFTER DELETE ON archived_sessions
BEGIN
  INSERT INTO changes (at_micros, kind, session_key, session_id)
  SELECT updated_at_micros, 'session_restored', session_key, session_id
  FROM sessions WHERE session_key = OLD.session_key AND session_id = OLD.session_id;
END;

CREATE TRIGGER archived_sessions_log_that_they_went
AFTER INSERT ON archived_sessions
BEGIN
  INSERT INTO changes (at_micros, kind, session_key, session_id)
  VALUES (NEW.archived_at_micros, 'session_archived', NEW.session_key, NEW.session_id);
END;

CREATE TRIGGER archived_sessions_refuse_legacy_route_on_insert
BEFORE INSERT ON archived_sessions
WHEN (lower(trim(NEW.selected_provider, char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
       OR (lower(trim(NEW.selected_provider, char(9, 10, 11, 12, 13, 32, 160))) = 'openai'
           AND lower(trim(substr(NEW.selected_model, 1, instr(NEW.selected_model, '/') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT 'openai' UNION ALL SELECT legacy_id FROM blocked_providers))
       OR lower(trim(substr(NEW.selected_auth_profile, 1, instr(NEW.selected_auth_profile, ':') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers))
  AND NOT EXISTS (SELECT 1 FROM sessions
                  WHERE session_key = NEW.session_key AND session_id = NEW.session_id
                    AND selected_provider IS NEW.selected_provider AND selected_model IS NEW.selected_model
                    AND selected_auth_profile IS NEW.selected_auth_profile)
BEGIN
  SELECT RAISE(ABORT, 'legacy route refused');
END;

CREATE TRIGGER archived_sessions_refuse_legacy_route_on_update
BEFORE UPDATE OF selected_provider, selected_model, selected_auth_profile ON archived_sessions
WHEN lower(trim(NEW.selected_provider, char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
  OR (lower(trim(NEW.selected_provider, char(9, 10, 11, 12, 13, 32, 160))) = 'openai'
      AND lower(trim(substr(NEW.selected_model, 1, instr(NEW.selected_model, '/') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT 'openai' UNION ALL SELECT legacy_id FROM blocked_providers))
  OR lower(trim(substr(NEW.selected_auth_profile, 1, instr(NEW.selected_auth_profile, ':') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
BEGIN
  SELECT RAISE(ABORT, 'legacy route refused');
END;

CREATE TRIGGER archived_sessions_stay_what_they_were
BEFORE UPDATE OF archive_id, session_key, session_id ON archived_sessions
BEGIN
  SELECT RAISE(ABORT, 'an archived session keeps its ids and its key');
END;

CREATE TRIGGER artifacts_are_never_changed
BEFORE UPDATE ON artifacts
BEGIN
  SELECT RAISE(ABORT, 'artifacts are never changed');
END;

CREATE TRIGGER artifacts_are_never_replaced
BEFORE INSERT ON artifacts
WHEN EXISTS (SELECT 1 FROM artifacts WHERE artifact_id = NEW.artifact_id)
BEGIN
  SELECT RAISE(ABORT, 'artifacts are never replaced');
END;

CREATE TRIGGER artifacts_of_events_are_never_removed
BEFORE DELETE ON artifacts
WHEN EXISTS (SELECT 1 FROM events WHERE artifact_id = OLD.artifact_id)
BEGIN
  SELECT RAISE(ABORT, 'an artifact that an event refers to is never removed');
END;

CREATE TRIGGER changes_are_never_changed
BEFORE UPDATE ON changes
BEGIN
  SELECT RAISE(ABORT, 'the log of changes is never changed');
END;

CREATE TRIGGER changes_are_removed_from_their_old_end
BEFORE DELETE ON changes
WHEN OLD.change_number > (SELECT min(change_number) FROM changes)
BEGIN
  SELECT RAISE(ABORT, 'the log of changes is cut from its old end');
END;

CREATE TRIGGER events_are_never_changed
BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only: never changed');
END;

CREATE TRIGGER events_are_never_removed
BEFORE DELETE ON events
WHEN EXISTS (SELECT 1 FROM transcripts WHERE session_id = OLD.session_id)
BEGIN
  SELECT RAISE(ABORT, 'events are append-only: never removed without their transcript');
END;

CREATE TRIGGER events_are_never_replaced
BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events
             WHERE session_id = NEW.session_id AND sequence = NEW.sequence)
  OR EXISTS (SELECT 1 FROM events
             WHERE session_id = NEW.session_id AND event_id = NEW.event_id)
BEGIN
  SELECT RAISE(ABORT, 'events are append-only: never replaced');
END;

CREATE TRIGGER events_follow_one_of_their_transcript
BEFORE INSERT ON events
WHEN NEW.parent_sequence IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM events
                  WHERE session_id = NEW.session_id AND sequence = NEW.parent_sequence)
BEGIN
  SELECT RAISE(ABORT, 'the parent of an event is an event of its transcript');
END;

CREATE TRIGGER events_refuse_legacy_route_on_insert
BEFORE INSERT ON events
WHEN lower(trim(NEW.origin_provider, char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
BEGIN
  SELECT RAISE(ABORT, 'legacy route refused');
END;

CREATE TRIGGER events_refuse_legacy_route_on_update
BEFORE UPDATE OF origin_provider ON events
WHEN lower(trim(NEW.origin_provider, char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
BEGIN
  SELECT RAISE(ABORT, 'legacy route refused');
END;

CREATE TRIGGER events_take_their_artifact_along
AFTER DELETE ON events
WHEN OLD.artifact_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM events WHERE artifact_id = OLD.artifact_id)
BEGIN
  DELETE FROM artifacts WHERE artifact_id = OLD.artifact_id;
END;

CREATE TRIGGER leases_are_never_removed
BEFORE DELETE ON leases
BEGIN
  SELECT RAISE(ABORT, 'a lease is never removed: its epoch would go back');
END;

CREATE TRIGGER leases_epoch_never_goes_back
BEFORE UPDATE OF epoch ON leases
WHEN NEW.epoch < OLD.epoch
BEGIN
  SELECT RAISE(ABORT, 'the epoch of a lease never goes back');
END;

CREATE TRIGGER responses_stand_in_the_transcript_of_their_turn
BEFORE INSERT ON responses
WHEN (SELECT session_id FROM turns WHERE turn_id = NEW.turn_id) IS NOT NEW.session_id
BEGIN
  SELECT RAISE(ABORT, 'a response stands in the transcript of its turn');
END;

CREATE TRIGGER sessions_keep_their_key
BEFORE UPDATE OF session_key ON sessions
BEGIN
  SELECT RAISE(ABORT, 'a session keeps its key');
END;

CREATE TRIGGER sessions_log_their_first_event
AFTER UPDATE OF listed ON sessions
WHEN NEW.listed > OLD.listed
  AND (SELECT previous_session_id FROM transcripts WHERE session_id = NEW.session_id) IS NULL
BEGIN
  INSERT INTO changes (at_micros, kind, session_key, session_id)
  VALUES (NEW.updated_at_micros, 'session_created', NEW.session_key, NEW.session_id);
END;

CREATE TRIGGER sessions_log_their_reset
AFTER UPDATE OF session_id ON sessions
WHEN NEW.session_id IS NOT OLD.session_id
BEGIN
  INSERT INTO changes (at_micros, kind, session_key, session_id, reason)
  SELECT NEW.updated_at_micros, 'session_reset', NEW.session_key, NEW.session_id, rotation_reason
  FROM transcripts WHERE session_id = NEW.session_id;
END;

CREATE TRIGGER sessions_log_what_is_chosen_for_them
AFTER UPDATE OF selected_provider, selected_model, selected_runtime, selected_auth_profile ON sessions
WHEN NEW.session_id IS OLD.session_id
  AND (NEW.selected_provider IS NOT OLD.selected_provider
       OR NEW.selected_model IS NOT OLD.selected_model
       OR NEW.selected_runtime IS NOT OLD.selected_runtime
       OR NEW.selected_auth_profile IS NOT OLD.selected_auth_profile)
BEGIN
  INSERT INTO changes (at_micros, kind, session_key, session_id)
  VALUES (NEW.updated_at_micros, 'session_updated', NEW.session_key, NEW.session_id);
END;

CREATE TRIGGER sessions_log_what_they_are_called
AFTER UPDATE OF label ON sessions
WHEN NEW.session_id IS OLD.session_id AND NEW.label IS NOT OLD.label
BEGIN
  INSERT INTO changes (at_micros, kind, session_key, session_id)
  VALUES (NEW.updated_at_micros, 'session_updated', NEW.session_key, NEW.session_id);
END;

CREATE TRIGGER sessions_refuse_legacy_route_on_insert
BEFORE INSERT ON sessions
WHEN (lower(trim(NEW.selected_provider, char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
       OR (lower(trim(NEW.selected_provider, char(9, 10, 11, 12, 13, 32, 160))) = 'openai'
           AND lower(trim(substr(NEW.selected_model, 1, instr(NEW.selected_model, '/') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT 'openai' UNION ALL SELECT legacy_id FROM blocked_providers))
       OR lower(trim(substr(NEW.selected_auth_profile, 1, instr(NEW.selected_auth_profile, ':') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers))
  AND NOT EXISTS (SELECT 1 FROM archived_sessions
                  WHERE session_key = NEW.session_key AND session_id = NEW.session_id
                    AND selected_provider IS NEW.selected_provider AND selected_model IS NEW.selected_model
                    AND selected_auth_profile IS NEW.selected_auth_profile)
BEGIN
  SELECT RAISE(ABORT, 'legacy route refused');
END;

CREATE TRIGGER sessions_refuse_legacy_route_on_update
BEFORE UPDATE OF selected_provider, selected_model, selected_auth_profile ON sessions
WHEN lower(trim(NEW.selected_provider, char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
  OR (lower(trim(NEW.selected_provider, char(9, 10, 11, 12, 13, 32, 160))) = 'openai'
      AND lower(trim(substr(NEW.selected_model, 1, instr(NEW.selected_model, '/') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT 'openai' UNION ALL SELECT legacy_id FROM blocked_providers))
  OR lower(trim(substr(NEW.selected_auth_profile, 1, instr(NEW.selected_auth_profile, ':') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
BEGIN
  SELECT RAISE(ABORT, 'legacy route refused');
END;

CREATE TRIGGER transcripts_are_never_replaced
BEFORE INSERT ON transcripts
WHEN EXISTS (SELECT 1 FROM transcripts WHERE session_id = NEW.session_id)
BEGIN
  SELECT RAISE(ABORT, 'transcripts are never replaced');
END;

CREATE TRIGGER transcripts_keep_their_key
BEFORE UPDATE OF session_id, session_key ON transcripts
WHEN NEW.session_id IS NOT OLD.session_id OR NEW.session_key IS NOT OLD.session_key
BEGIN
  SELECT RAISE(ABORT, 'a transcript keeps its id and its key');
END;

CREATE TRIGGER transcripts_let_go_of_their_turns
AFTER DELETE ON transcripts
BEGIN
  UPDATE turns
  SET session_id = NULL, failure_message = iif(failure_message IS NULL, NULL, ''),
      answer_extra = '{}', choice_extra = '{}'
  WHERE session_id = OLD.session_id AND session_key IS NULL;
END;

CREATE TRIGGER transcripts_of_keys_are_never_removed
BEFORE DELETE ON transcripts
WHEN OLD.session_key IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'the transcript of a session key is never removed');
END;

CREATE TRIGGER turns_end_once
BEFORE UPDATE OF state ON turns
WHEN OLD.state NOT IN ('accepted', 'running')
BEGIN
  SELECT RAISE(ABORT, 'a turn ends once');
END;

CREATE TRIGGER turns_have_the_key_of_their_transcript
BEFORE INSERT ON turns
WHEN NEW.session_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM transcripts
                  WHERE session_id = NEW.session_id AND session_key IS NEW.session_key AND archive_id IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'a turn has the key of its transcript, which is not in the archive');
END;

CREATE TRIGGER turns_keep_their_transcript
BEFORE UPDATE OF session_key, session_id ON turns
WHEN NEW.session_key IS NOT OLD.session_key
  OR (NEW.session_id IS NOT OLD.session_id
      AND (NEW.session_id IS NOT NULL
           OR EXISTS (SELECT 1 FROM transcripts WHERE session_id = OLD.session_id)))
BEGIN
  SELECT RAISE(ABORT, 'a turn keeps its key and its transcript');
END;

CREATE TRIGGER turns_log_their_end
AFTER UPDATE OF state ON turns
WHEN NEW.ended_at_micros IS NOT NULL
BEGIN
  INSERT INTO changes (at_micros, kind, session_key, session_id, turn_id, state)
  VALUES (NEW.ended_at_micros, 'turn_ended', NEW.session_key, NEW.session_id, NEW.turn_id, NEW.state);
END;

CREATE TRIGGER turns_log_their_start
AFTER INSERT ON turns
WHEN NEW.state = 'running'
BEGIN
  INSERT INTO changes (at_micros, kind, session_key, session_id, turn_id)
  VALUES (NEW.started_at_micros, 'turn_started', NEW.session_key, NEW.session_id, NEW.turn_id);
END;

CREATE TRIGGER turns_refuse_legacy_route_on_insert
BEFORE INSERT ON turns
WHEN lower(trim(NEW.effective_provider, char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
  OR (lower(trim(NEW.effective_provider, char(9, 10, 11, 12, 13, 32, 160))) = 'openai'
      AND lower(trim(substr(NEW.effective_model, 1, instr(NEW.effective_model, '/') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT 'openai' UNION ALL SELECT legacy_id FROM blocked_providers))
  OR lower(trim(substr(NEW.effective_auth_profile, 1, instr(NEW.effective_auth_profile, ':') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
BEGIN
  SELECT RAISE(ABORT, 'legacy route refused');
END;

CREATE TRIGGER turns_refuse_legacy_route_on_update
BEFORE UPDATE OF effective_provider, effective_model, effective_auth_profile ON turns
WHEN lower(trim(NEW.effective_provider, char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
  OR (lower(trim(NEW.effective_provider, char(9, 10, 11, 12, 13, 32, 160))) = 'openai'
      AND lower(trim(substr(NEW.effective_model, 1, instr(NEW.effective_model, '/') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT 'openai' UNION ALL SELECT legacy_id FROM blocked_providers))
  OR lower(trim(substr(NEW.effective_auth_profile, 1, instr(NEW.effective_auth_profile, ':') - 1), char(9, 10, 11, 12, 13, 32, 160))) IN (SELECT legacy_id FROM blocked_providers)
BEGIN
  SELECT RAISE(ABORT, 'legacy route refused');
END;
