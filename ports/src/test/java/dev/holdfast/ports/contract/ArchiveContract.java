package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads.ArchivePage;
import dev.holdfast.ports.out.read.SessionReads.ArchiveStart;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.write.SessionWrites.Archival;
import dev.holdfast.ports.out.write.SessionWrites.Restoration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An archived session is out of reach and whole, and comes back as it was. */
public interface ArchiveContract extends OpenStoreContract {

  /** The key most tests use. */
  SessionKey ANN = Samples.key("ann");

  /** Where it goes. */
  ArchiveId SHELF = new ArchiveId("archive-1");

  private Archival archive(SessionKey key, String session, ArchiveId archive, Instant at) {
    return store()
        .transactions()
        .inAgent(
            AGENT, work -> work.sessions().archive(key, Samples.session(session), archive, at));
  }

  private ArchivedSession archived(SessionKey key, String session, ArchiveId archive, Instant at) {
    Archival archival = archive(key, session, archive, at);
    assertThat(archival).isInstanceOf(Archival.Archived.class);
    return ((Archival.Archived) archival).session();
  }

  private Restoration restore(ArchiveId archive) {
    return store()
        .transactions()
        .inAgent(AGENT, work -> work.sessions().restore(archive, Samples.at(90)));
  }

  /** A session with two transcripts, a chosen route, a label, and an answered turn. */
  private SessionEntry lived() {
    reserve(ANN, Samples.session("1"));
    append(Samples.session("1"), Samples.first("a"));
    applied(
        new SessionChange.Rotate(
            ANN, Samples.session("1"), Samples.session("2"), RotationReason.DAILY, Samples.at(2)));
    startGranted(Samples.started("t", ANN, Samples.session("2"), Samples.OWNER));
    NewEvent event = Samples.inTurn("t", Samples.first("b"));
    append(Samples.session("2"), event);
    add(Samples.response("r", "t", Samples.session("2"), event));
    end(Samples.completed("t", 1));
    applied(
        new SessionChange.SelectRoute(
            ANN, Samples.route("openai/gpt-5.5"), RouteProvenance.USER, Samples.at(40)));
    applied(new SessionChange.Relabel(ANN, "Ann", Samples.at(41)));
    return moveHead(ANN, Samples.session("2"), event);
  }

  @Test
  default void an_archived_session_is_in_the_archive_as_it_was() {
    SessionEntry before = lived();

    ArchivedSession archived = archived(ANN, "2", SHELF, Samples.at(80));

    assertThat(archived).isEqualTo(new ArchivedSession(SHELF, before, Samples.at(80)));
    assertThat(store().sessions().archive(AGENT, SHELF)).contains(archived);
    assertThat(store().sessions().archive(AGENT, new ArchiveId("none"))).isEmpty();
  }

  @Test
  default void nothing_leads_to_an_archived_session() {
    lived();
    assertThat(store().sessions().snapshot(AGENT, Samples.session("1")))
        .isInstanceOf(SessionSnapshot.Present.class);

    archived(ANN, "2", SHELF, Samples.at(80));

    assertThat(store().sessions().snapshot(AGENT, ANN)).isEqualTo(new SessionSnapshot.Absent());
    for (String session : List.of("1", "2")) {
      SessionId id = Samples.session(session);
      assertThat(store().sessions().snapshot(AGENT, id)).isEqualTo(new SessionSnapshot.Absent());
      assertThat(store().responses().branch(AGENT, id, EventParent.after(Samples.first("b").id())))
          .isEmpty();
    }
    assertThat(store().sessions().list(AGENT, new PageStart.First(), 10).entries()).isEmpty();
    assertThat(store().responses().byId(AGENT, new ResponseId("r"))).isEmpty();
    assertThat(store().responses().eventsOf(AGENT, Samples.session("2"), new TurnId("t")))
        .isEmpty();
    assertThat(store().responses().events(AGENT, Samples.first("b").id())).isEmpty();
  }

  @Test
  default void no_turn_begins_in_an_archived_transcript() {
    lived();
    archived(ANN, "2", SHELF, Samples.at(80));

    assertThatThrownBy(() -> start(Samples.started("u", ANN, Samples.session("2"), Samples.OWNER)))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));
  }

  @Test
  default void the_key_is_free_for_a_new_session_without_a_past_and_epochs_go_on() {
    lived();
    archived(ANN, "2", SHELF, Samples.at(80));

    SessionEntry fresh = reserve(ANN, Samples.session("3"));

    assertThat(fresh.previous()).isEqualTo(new PreviousSession.None());
    assertThat(fresh.label()).isEmpty();
    assertThat(startGranted(Samples.started("u", ANN, Samples.session("3"), Samples.OWNER)))
        .isGreaterThan(1);
    assertThat(store().sessions().snapshot(AGENT, Samples.session("2")))
        .isEqualTo(new SessionSnapshot.Absent());
  }

  @Test
  default void a_restored_session_is_as_it_was_with_all_its_transcripts() {
    SessionEntry before = lived();
    SessionSnapshot.Present first =
        (SessionSnapshot.Present) store().sessions().snapshot(AGENT, Samples.session("1"));
    List<?> path = present(ANN).path();
    archived(ANN, "2", SHELF, Samples.at(80));

    Restoration restoration = restore(SHELF);

    SessionEntry after = present(ANN).entry();
    assertThat(restoration).isEqualTo(new Restoration.Restored(after));
    assertThat(after)
        .isEqualTo(
            new SessionEntry(
                before.agent(),
                before.key(),
                before.id(),
                before.previous(),
                before.head(),
                before.eventCount(),
                before.selection(),
                before.label(),
                before.habit(),
                before.createdAt(),
                before.startedAt(),
                Samples.at(90),
                Samples.at(90),
                before.version() + 1));
    assertThat(present(ANN).path()).isEqualTo(path).isNotEmpty();
    assertThat(store().sessions().snapshot(AGENT, Samples.session("1")))
        .isInstanceOfSatisfying(
            SessionSnapshot.Present.class,
            present -> assertThat(present.path()).isEqualTo(first.path()));
    assertThat(store().responses().byId(AGENT, new ResponseId("r"))).isPresent();
    assertThat(store().responses().events(AGENT, Samples.first("b").id())).hasSize(1);
    assertThat(store().sessions().list(AGENT, new PageStart.First(), 10).entries())
        .containsExactly(after);
    assertThat(store().sessions().archive(AGENT, SHELF)).isEmpty();
    assertThat(startGranted(Samples.started("u", ANN, Samples.session("2"), Samples.OWNER)))
        .isGreaterThan(1);
  }

  @Test
  default void a_session_is_not_restored_onto_a_key_in_use() {
    lived();
    ArchivedSession archived = archived(ANN, "2", SHELF, Samples.at(80));
    SessionEntry fresh = reserve(ANN, Samples.session("3"));

    assertThat(restore(SHELF)).isEqualTo(new Restoration.KeyInUse(fresh));

    assertThat(present(ANN).entry()).isEqualTo(fresh);
    assertThat(store().sessions().archive(AGENT, SHELF)).contains(archived);
  }

  @Test
  default void two_sessions_of_one_key_can_be_archived_and_either_restored() {
    lived();
    archived(ANN, "2", SHELF, Samples.at(80));
    reserve(ANN, Samples.session("3"));
    append(Samples.session("3"), Samples.first("c"));
    archived(ANN, "3", new ArchiveId("archive-2"), Samples.at(81));

    assertThat(restore(SHELF)).isInstanceOf(Restoration.Restored.class);

    assertThat(present(ANN).entry().id()).isEqualTo(Samples.session("2"));
    assertThat(store().sessions().snapshot(AGENT, Samples.session("3")))
        .isEqualTo(new SessionSnapshot.Absent());
    assertThat(restore(new ArchiveId("archive-2"))).isInstanceOf(Restoration.KeyInUse.class);
  }

  @Test
  default void a_version_of_a_key_never_comes_back() {
    long first = lived().version();
    archived(ANN, "2", SHELF, Samples.at(80));

    long second = reserve(ANN, Samples.session("3")).version();
    append(Samples.session("3"), Samples.first("c"));
    applied(new SessionChange.Relabel(ANN, "Another", Samples.at(81)));
    long last = present(ANN).entry().version();
    archived(ANN, "3", new ArchiveId("archive-2"), Samples.at(82));
    restore(SHELF);

    assertThat(second).isGreaterThan(first);
    assertThat(present(ANN).entry().version()).isGreaterThan(last);
    assertThat(reserve(Samples.key("bob"), Samples.session("4")).version()).isEqualTo(1);
  }

  @Test
  default void turns_of_an_archived_session_are_shown_again_when_it_is_restored() {
    lived();
    List<String> before = shownTurns();
    assertThat(before).containsExactly("t");

    archived(ANN, "2", SHELF, Samples.at(80));

    assertThat(shownTurns()).isEmpty();
    assertThat(store().turns().shown(AGENT, new TurnId("t"))).isEmpty();
    assertThat(store().turns().byId(AGENT, new TurnId("t"))).isPresent();
    restore(SHELF);
    assertThat(shownTurns()).isEqualTo(before);
    assertThat(store().turns().shown(AGENT, new TurnId("t"))).isPresent();
  }

  private List<String> shownTurns() {
    return store()
        .turns()
        .page(AGENT, new KeyBinding.Any(), EnumSet.allOf(TurnState.class), Long.MAX_VALUE, 10)
        .turns()
        .stream()
        .map(turn -> turn.turn().id().value())
        .toList();
  }

  @Test
  default void what_is_not_there_or_stands_otherwise_is_left_alone() {
    assertThat(archive(ANN, "1", SHELF, Samples.at(80))).isEqualTo(new Archival.Missing());
    assertThat(restore(SHELF)).isEqualTo(new Restoration.Missing());
    SessionEntry lived = lived();

    assertThat(archive(ANN, "1", SHELF, Samples.at(80))).isEqualTo(new Archival.Outdated(lived));

    assertThat(present(ANN).entry()).isEqualTo(lived);
    assertThat(store().sessions().archive(AGENT, SHELF)).isEqualTo(Optional.empty());
  }

  @Test
  default void the_archive_is_listed_last_first_in_pages_of_any_size() {
    List<ArchivedSession> all = new ArrayList<>();
    for (int number = 0; number < 7; number++) {
      String name = "name-" + number;
      reserve(Samples.key(name), Samples.session(name));
      append(Samples.session(name), Samples.first(name));
      all.addFirst(
          archived(Samples.key(name), name, new ArchiveId("a-" + number), Samples.at(number / 3)));
    }

    for (int limit : List.of(1, 2, 3, 6, 7, 8)) {
      assertThat(walk(limit)).as("pages of %d", limit).containsExactlyElementsOf(walk(100));
    }
    assertThat(walk(100))
        .containsExactlyInAnyOrderElementsOf(all)
        .extracting(ArchivedSession::archivedAt)
        .isSortedAccordingTo((left, right) -> right.compareTo(left));
  }

  private List<ArchivedSession> walk(int limit) {
    List<ArchivedSession> seen = new ArrayList<>();
    ArchiveStart start = new ArchiveStart.First();
    boolean more = true;
    while (more) {
      ArchivePage page = store().sessions().archives(AGENT, new KeyBinding.Any(), start, limit);
      seen.addAll(page.sessions());
      more = page.more();
      ArchivedSession last = seen.getLast();
      start = new ArchiveStart.Behind(last.archivedAt(), last.id().value());
    }
    return seen;
  }

  @Test
  default void a_binding_sees_its_part_of_the_archive() {
    for (String name : List.of("ann", "bob")) {
      reserve(Samples.key(name), Samples.session(name));
      append(Samples.session(name), Samples.first(name));
      archived(Samples.key(name), name, new ArchiveId(name), Samples.at(80));
    }

    assertThat(
            store()
                .sessions()
                .archives(AGENT, new KeyBinding.Exact(ANN), new ArchiveStart.First(), 10)
                .sessions())
        .extracting(ArchivedSession::id)
        .containsExactly(new ArchiveId("ann"));
  }
}
