package dev.holdfast.adapters.cli;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKeys;
import dev.holdfast.ports.in.SessionAdministration.Named;
import java.util.Optional;

/** Where a command writes, as far as its command line says. */
sealed interface Writes {

  /**
   * Databases of one folder of the home.
   *
   * @param path how their paths begin in the home
   */
  record Folder(String path) implements Writes {

    static final Folder CONTROL_PLANE = new Folder("state/");

    /** Of several agents at once. */
    static final Folder AGENTS = new Folder("agents/");

    static Folder of(AgentId agent) {
      return new Folder(AGENTS.path() + agent.value() + "/");
    }

    /** Whether a database of the home is among those. */
    boolean reaches(String database) {
      return database.startsWith(path);
    }
  }

  /** That of the agent which a bare key leads to. */
  record OfSession(Named session) implements Writes {}

  /** That of the agent which has a turn. */
  record OfTurn(String id) implements Writes {}

  /** That of the agent which has an archived session. */
  record OfArchive(String id) implements Writes {}

  /** Of a session that somebody names; the agent in its key counts before the other one. */
  static Writes ofSession(Named session) {
    return SessionKeys.namedAgent(session.key())
        .or(() -> Optional.of(session.agent()).filter(AgentId::isValid).map(AgentId::of))
        .<Writes>map(Folder::of)
        .orElseGet(() -> new OfSession(session));
  }
}
