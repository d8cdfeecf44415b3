package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Writes.Folder;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.HomeQueries;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TurnSummary;
import dev.holdfast.ports.in.TurnSummary.Stage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the folder that a change writes as the change itself will: so that one database is told
 * before, and none that is left alone. What leads to no agent is refused, and all that is written
 * then is the audit's row of it in the control plane.
 */
final class WrittenFolder {

  private WrittenFolder() {}

  /**
   * Of a change that a gateway makes: it decides, by the configuration that it has in force.
   *
   * @param stored the store, read directly where only that is known
   */
  static Folder through(HomeQueries gateway, Writes writes, Supplier<StoredHome> stored) {
    return switch (writes) {
      case Folder folder -> folder;
      case Writes.OfSession(var session)
          when gateway.session(session) instanceof Outcome.Done<SessionSummary>(var found) ->
          Folder.of(found.place().agent());
      case Writes.OfTurn(String id)
          when gateway.turn(id) instanceof Outcome.Done<TurnSummary>(TurnSummary turn) ->
          switch (turn.stage()) {
            // Nothing of it is stored, also when it leaves its queue.
            case Stage.Waiting _ -> Folder.CONTROL_PLANE;
            case Stage.Running(), Stage.Answered _, Stage.Unanswered _ -> Folder.of(turn.agent());
          };
      case Writes.OfTurn _ -> Folder.CONTROL_PLANE;
      case Writes.OfSession _, Writes.OfArchive _ -> here(writes, stored);
    };
  }

  /** Of a change that this process makes. */
  static Folder here(Writes writes, Supplier<StoredHome> stored) {
    return switch (writes) {
      case Folder folder -> folder;
      case Writes.OfSession(var session) -> of(stored.get(), lists -> lists.agentOf(session));
      case Writes.OfTurn(String id) ->
          of(stored.get(), lists -> lists.turn(id).then(turn -> new Outcome.Done<>(turn.agent())));
      case Writes.OfArchive(String id) ->
          of(
              stored.get(),
              lists -> lists.archive(id).then(found -> new Outcome.Done<>(found.place().agent())));
    };
  }

  private static Folder of(StoredHome home, Function<HomeLists, Outcome<AgentId>> question) {
    return home instanceof StoredHome.Open(HomeLists lists)
            && question.apply(lists) instanceof Outcome.Done<AgentId>(AgentId agent)
        ? Folder.of(agent)
        : Folder.CONTROL_PLANE;
  }
}
