package dev.holdfast.app.usecase;

import static dev.holdfast.app.usecase.SessionDesk.ANN;
import static dev.holdfast.app.usecase.SessionDesk.admin;
import static dev.holdfast.app.usecase.SessionDesk.boundTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.ArchiveListing;
import dev.holdfast.ports.in.SessionAdministration.ArchiveStart;
import dev.holdfast.ports.in.SessionAdministration.Deletion;
import dev.holdfast.ports.in.SessionAdministration.Finding;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Resetting;
import dev.holdfast.ports.in.SessionAdministration.Restoring;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sessions are reset, archived and restored, and the turn that runs comes first")
class SessionMovesTest {

  private final SessionDesk desk = new SessionDesk();
  private final TurnFixture fixture = desk.fixture;
  private final SessionAdministration sessions = desk.sessions;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void a_reset_opens_a_new_transcript_and_keeps_the_old_one() {
    fixture.say("hi");
    SessionEntry before = desk.found();

    Resetting resetting = sessions.reset(admin(), ANN, RunningTurn.AWAITED);

    SessionEntry after = ((Resetting.Reset) resetting).session();
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.previous()).isEqualTo(new PreviousSession.Linked(before.id()));
    assertThat(after.eventCount()).isZero();
    assertThat(desk.told()).isEqualTo("SESSION_RESET done");
    fixture.say("hello again");
    assertThat(fixture.lastPrompt()).doesNotContain("USER:hi").contains("USER:hello again");
    assertThat(sessions.reset(admin(), new Named("", "none"), RunningTurn.AWAITED))
        .isEqualTo(new Resetting.Unknown());
    assertThat(desk.told()).isEqualTo("SESSION_RESET session_not_found");
  }

  @Test
  void a_deleted_session_is_out_of_reach_and_comes_back_whole() {
    fixture.say("hi");
    List<String> transcript = fixture.transcript();
    SessionEntry before = desk.found();

    ArchivedSession archived =
        ((Deletion.Archived) sessions.delete(admin(), ANN, RunningTurn.AWAITED)).session();

    assertThat(archived.entry()).isEqualTo(before);
    assertThat(sessions.find(admin(), ANN)).isEqualTo(new Finding.Unknown());
    assertThat(fixture.transcript()).isEmpty();
    TurnOutcome byId =
        fixture.run(
            TurnFixture.request(
                new TurnRequest.Target.ById(TurnFixture.KEY, before.id().value()),
                "holdfast",
                "there?"));
    assertThat(((TurnOutcome.Refused) byId).refusal().reason())
        .isEqualTo(RefusalReason.SESSION_NOT_FOUND);

    Restoring restoring = sessions.restore(admin(), archived.id().value());

    assertThat(restoring).isEqualTo(new Restoring.Restored(desk.found()));
    assertThat(desk.found().id()).isEqualTo(before.id());
    assertThat(fixture.transcript()).isEqualTo(transcript);
    assertThat(sessions.restore(admin(), archived.id().value())).isEqualTo(new Restoring.Unknown());
    assertThat(desk.told()).isEqualTo("SESSION_RESTORE archive_not_found");
  }

  @Test
  void a_session_is_not_restored_onto_a_key_in_use() {
    fixture.say("hi");
    ArchivedSession archived =
        ((Deletion.Archived) sessions.delete(admin(), ANN, RunningTurn.AWAITED)).session();
    fixture.say("new");
    SessionEntry fresh = desk.found();

    assertThat(sessions.restore(admin(), archived.id().value()))
        .isEqualTo(new Restoring.KeyInUse());
    assertThat(desk.told()).isEqualTo("SESSION_RESTORE session_exists");
    assertThat(desk.found()).isEqualTo(fresh);
    assertThat(fresh.previous()).isEqualTo(new PreviousSession.None());
  }

  @Test
  void the_archive_is_shown_and_opened_to_whoever_reaches_what_is_in_it() {
    fixture.say("hi");
    ArchivedSession archived =
        ((Deletion.Archived) sessions.delete(admin(), ANN, RunningTurn.AWAITED)).session();
    Requester elsewhere = boundTo("agent:main:other");

    assertThat(sessions.archives(admin(), "", new ArchiveStart.LastArchived(), 5))
        .isEqualTo(new ArchiveListing.Page(List.of(archived), More.NONE, List.of()));
    assertThat(sessions.archives(elsewhere, "", new ArchiveStart.LastArchived(), 5))
        .isEqualTo(new ArchiveListing.Page(List.of(), More.NONE, List.of()));
    assertThat(sessions.restore(elsewhere, archived.id().value()))
        .isEqualTo(new Restoring.Unknown());
    assertThat(sessions.restore(boundTo(TurnFixture.KEY), archived.id().value()))
        .isInstanceOf(Restoring.Restored.class);
  }

  @Test
  void resets_wait_for_the_turn_that_runs_and_the_others_find_what_the_first_one_did()
      throws Exception {
    fixture.say("hi");
    SessionEntry before = desk.found();
    CountDownLatch answer = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          await(answer);
          return ScriptedRuntime.answered("late");
        };
    CompletableFuture<TurnOutcome> turn = inTurn();
    fixture.sessions.awaitLooks(1); // that of desk.found()

    List<CompletableFuture<Resetting>> resets = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      resets.add(
          CompletableFuture.supplyAsync(
              () -> sessions.reset(admin(), ANN, RunningTurn.AWAITED), threads));
    }
    fixture.sessions.awaitLooks(4);
    assertThat(resets).noneMatch(CompletableFuture::isDone);
    answer.countDown();

    assertThat(turn.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    List<SessionEntry> after = new ArrayList<>();
    for (CompletableFuture<Resetting> reset : resets) {
      after.add(((Resetting.Reset) reset.get(20, TimeUnit.SECONDS)).session());
    }
    assertThat(after).extracting(SessionEntry::id).containsOnly(desk.found().id());
    assertThat(desk.found().previous()).isEqualTo(new PreviousSession.Linked(before.id()));
  }

  @Test
  void whoever_forces_a_reset_or_a_deletion_has_the_turn_that_runs_cancelled() throws Exception {
    for (boolean reset : List.of(true, false)) {
      fixture.upstream.script = call -> ScriptedRuntime.answered("ok");
      fixture.say("hi");
      SessionEntry before = desk.found();
      fixture.upstream.script = call -> new ModelOutcome.Cancelled(List.of());
      CompletableFuture<TurnOutcome> turn = inTurn();

      if (reset) {
        assertThat(sessions.reset(admin(), ANN, RunningTurn.CANCELLED))
            .isInstanceOf(Resetting.Reset.class);
        assertThat(desk.found().previous()).isEqualTo(new PreviousSession.Linked(before.id()));
      } else {
        assertThat(sessions.delete(admin(), ANN, RunningTurn.CANCELLED))
            .isInstanceOf(Deletion.Archived.class);
        assertThat(sessions.find(admin(), ANN)).isEqualTo(new Finding.Unknown());
      }

      assertThat(turn.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Aborted.class);
    }
  }

  /** A turn whose model was asked and has not answered. */
  private CompletableFuture<TurnOutcome> inTurn() throws InterruptedException {
    int asked = fixture.upstream.calls.size();
    CompletableFuture<TurnOutcome> turn =
        CompletableFuture.supplyAsync(() -> fixture.say("slowly"), threads);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (fixture.upstream.calls.size() == asked) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
    return turn;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void audit_rows_that_could_not_be_taken_over_are_at_the_next_change() {
    fixture.say("hi");
    fixture.writes.failAfter(1, 1);
    sessions.reset(admin(), ANN, RunningTurn.AWAITED);
    assertThat(desk.told()).isEqualTo("TOKEN_CREATE done");

    sessions.reset(admin(), ANN, RunningTurn.AWAITED);

    assertThat(desk.rows()).hasSize(3);
    assertThat(desk.told()).isEqualTo("SESSION_RESET done");
  }

  @Test
  void a_store_that_breaks_is_told_and_leaves_the_session_as_it_was() {
    fixture.say("hi");
    SessionEntry before = desk.found();
    fixture.writes.failAfter(0, 1);

    Deletion deletion = sessions.delete(admin(), ANN, RunningTurn.AWAITED);

    Refusal refusal = ((Deletion.Refused) deletion).refusal();
    assertThat(refusal.reason()).isEqualTo(RefusalReason.STORAGE_FULL);
    assertThat(desk.found()).isEqualTo(before);
  }
}
