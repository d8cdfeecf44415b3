package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A store with conversations of every kind, made by the ports; closed when it is handed out. */
final class FilledHome {

  /** Content that goes to an artifact. */
  private static final int LARGE = 300 * 1024;

  private static final Set<String> WITH_LARGE = Set.of("n1", "n2");

  private FilledHome() {}

  /** Makes so many sessions of so many events, each event of a turn of its own. */
  static void make(Path home, int sessions, int events) {
    SqliteFixture store = SqliteFixture.opened(home);
    for (int number = 1; number <= sessions; number++) {
      String name = "n" + number;
      store
          .transactions()
          .inAgent(
              AgentId.MAIN,
              work -> {
                talk(work, name, events);
                return true;
              });
    }
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> {
              answerWithoutKey(work);
              return true;
            });
    store.storage().close();
  }

  /**
   * The agents' files as a gateway leaves them that is killed during a turn, with their logs, in a
   * folder of their own.
   */
  static Path leftInTurn(Path home) throws IOException {
    SqliteFixture gateway = new SqliteFixture(home);
    gateway.storage().open(Samples.request(AgentId.MAIN));
    gateway
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work ->
                work.turns()
                    .start(
                        Samples.started(
                            "left", Samples.key("n1"), Samples.session("n1"), Samples.OWNER),
                        Samples.ALONE));
    Path killed = Files.createDirectory(home.resolve("killed"));
    Folders.copy(home.resolve("agents"), killed.resolve("agents"));
    gateway.storage().close();
    return killed;
  }

  private static void talk(WriteTransaction work, String name, int events) {
    SessionKey key = Samples.key(name);
    SessionId id = Samples.session(name);
    work.sessions().apply(new SessionChange.Reserve(key, id, Samples.at(1)));
    List<NewEvent> said = new ArrayList<>();
    for (int number = 1; number <= events; number++) {
      String turn = name + "-turn-" + number;
      work.turns().start(Samples.started(turn, key, id, Samples.OWNER), Samples.ALONE);
      NewEvent event =
          Samples.inTurn(
              turn,
              Samples.event(
                  name + "-event-" + number,
                  said.isEmpty() ? EventParent.root() : EventParent.after(said.getLast().id()),
                  Item.message(Role.USER, text(name, number))));
      said.add(event);
      work.transcripts().append(id, List.of(event));
      work.sessions()
          .apply(
              new SessionChange.MoveHead(
                  key, id, EventParent.after(event.id()), Samples.at(number + 1)));
      work.turns().end(Samples.completed(turn, number));
    }
  }

  private static String text(String name, int number) {
    return number == 3 && WITH_LARGE.contains(name)
        ? name + "x".repeat(LARGE)
        : ("words of " + name + ' ').repeat(number * 7);
  }

  private static void answerWithoutKey(WriteTransaction work) {
    SessionId id = Samples.session("unlisted");
    work.transcripts().beginUnlisted(id, Samples.at(1));
    work.turns().start(Samples.unlisted("unlisted-turn", id, Samples.OWNER), Samples.ALONE);
    NewEvent event = Samples.inTurn("unlisted-turn", Samples.first("unlisted-event"));
    work.transcripts().append(id, List.of(event));
    work.responses().add(Samples.response("response", "unlisted-turn", id, event));
    work.turns().end(Samples.completed("unlisted-turn", 0));
  }
}
