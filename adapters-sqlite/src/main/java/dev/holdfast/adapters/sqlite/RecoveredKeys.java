package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.sqlite.Function;

/**
 * The keys of transcripts whose own are lost: what is found under none would be removed once it is
 * old.
 */
final class RecoveredKeys {

  /** What SQL calls it by, with a session id. */
  static final String FUNCTION = "recovered_key";

  /** Ids that a key holds as they are; keys have no upper case. */
  private static final Pattern AS_IT_IS = Pattern.compile("[a-z0-9._-]{1,128}");

  private RecoveredKeys() {}

  /** Makes the function known to a connection, for the keys of an agent. */
  static void teach(Connection connection, String agent) throws SQLException {
    Function.create(
        connection,
        FUNCTION,
        new Function() {
          @Override
          protected void xFunc() throws SQLException {
            result(of(agent, value_text(0)).value());
          }
        });
  }

  /** The key of a transcript that has lost its own; never that of another. */
  static SessionKey of(String agent, String sessionId) {
    AgentId named = AgentId.isFoldable(agent) ? AgentId.folded(agent) : AgentId.MAIN;
    String id = AS_IT_IS.matcher(sessionId).matches() ? sessionId : Artifacts.idOf(sessionId);
    return SessionKey.ofStored("agent:" + named + ":explicit:recovered-" + id);
  }
}
