package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.write.SessionWrites.Result;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rotation is a compare-and-set on the session id; the old transcript stays. */
public interface RotationContract extends OpenStoreContract {

  private static SessionChange.Rotate rotate(SessionKey key, String expected, String next) {
    return new SessionChange.Rotate(
        key,
        Samples.session(expected),
        Samples.session(next),
        RotationReason.RESET,
        Samples.at(60));
  }

  @Test
  default void a_rotation_opens_an_empty_transcript_linked_to_the_old_one() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    NewEvent event = Samples.first("a");
    append(Samples.session("1"), event);
    SessionEntry before = moveHead(key, Samples.session("1"), event);

    SessionEntry after = applied(rotate(key, "1", "2"));

    assertThat(after)
        .isEqualTo(
            new SessionEntry(
                AGENT,
                key,
                Samples.session("2"),
                new PreviousSession.Linked(Samples.session("1")),
                EventParent.root(),
                0,
                new RouteSelection.AgentDefault(),
                "",
                ClientHabit.SENDS_NEW_MESSAGES,
                Samples.at(1),
                Samples.at(60),
                Samples.at(60),
                Samples.at(60),
                before.version() + 1));
    assertThat(present(key)).isEqualTo(new SessionSnapshot.Present(after, List.of()));
  }

  @Test
  default void the_old_transcript_is_found_by_its_id() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    NewEvent event = Samples.first("a");
    append(Samples.session("1"), event);
    moveHead(key, Samples.session("1"), event);
    applied(rotate(key, "1", "2"));

    SessionSnapshot old = store().sessions().snapshot(AGENT, Samples.session("1"));

    assertThat(old)
        .isInstanceOfSatisfying(
            SessionSnapshot.Present.class,
            found -> {
              assertThat(found.entry().key()).isEqualTo(key);
              assertThat(found.entry().id()).isEqualTo(Samples.session("1"));
              assertThat(found.entry().previous()).isEqualTo(new PreviousSession.None());
              assertThat(found.entry().eventCount()).isEqualTo(1);
              assertThat(found.path()).containsExactly(event.at(1));
            });
  }

  @Test
  default void a_rotation_that_expects_another_session_changes_nothing() {
    SessionKey key = Samples.key("ann");
    SessionEntry entry = reserve(key, Samples.session("1"));

    Result result = apply(rotate(key, "0", "2"));

    assertThat(result).isEqualTo(new Result.Outdated(entry));
    assertThat(present(key).entry()).isEqualTo(entry);
  }

  @Test
  default void a_key_without_a_session_cannot_be_rotated() {
    SessionKey key = Samples.key("ann");

    assertThat(apply(rotate(key, "1", "2"))).isEqualTo(new Result.Missing());

    reserve(key, Samples.session("1"));
    assertThat(apply(rotate(key, "1", "2"))).isInstanceOf(Result.Applied.class);
  }

  @Test
  default void of_racing_rotations_one_opens_a_session() throws Exception {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));

    List<Result> results =
        Race.between(4, number -> () -> apply(rotate(key, "1", "next-" + number)));

    assertThat(results).filteredOn(Result.Applied.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Result.Outdated.class::isInstance).hasSize(3);
    assertThat(present(key).entry().previous())
        .isEqualTo(new PreviousSession.Linked(Samples.session("1")));
  }

  @Test
  default void only_what_a_person_chose_survives_a_rotation() {
    Map<RouteProvenance, RouteSelection> after = new EnumMap<>(RouteProvenance.class);

    for (RouteProvenance provenance : RouteProvenance.values()) {
      SessionKey key = Samples.key(provenance.name().toLowerCase(Locale.ROOT));
      SessionId id = Samples.session(provenance.name());
      reserve(key, id);
      applied(
          new SessionChange.SelectRoute(
              key, Samples.route("openai/gpt-5.5"), provenance, Samples.at(2)));
      applied(rotate(key, provenance.name(), "next-of-" + provenance));
      after.put(provenance, present(key).entry().selection());
    }

    RouteSelection none = new RouteSelection.AgentDefault();
    assertThat(after)
        .containsEntry(
            RouteProvenance.USER,
            new RouteSelection.Chosen(Samples.route("openai/gpt-5.5"), RouteProvenance.USER))
        .containsEntry(RouteProvenance.CONFIG, none)
        .containsEntry(RouteProvenance.FALLBACK, none)
        .containsEntry(RouteProvenance.IMPORT, none);
  }
}
