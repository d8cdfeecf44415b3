package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.ArchiveListing;
import dev.holdfast.ports.in.SessionAdministration.ArchiveStart;
import dev.holdfast.ports.in.SessionAdministration.Deletion;
import dev.holdfast.ports.in.SessionAdministration.Finding;
import dev.holdfast.ports.in.SessionAdministration.LabelWish;
import dev.holdfast.ports.in.SessionAdministration.Listing;
import dev.holdfast.ports.in.SessionAdministration.ModelWish;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import dev.holdfast.ports.in.SessionAdministration.Patching;
import dev.holdfast.ports.in.SessionAdministration.Resetting;
import dev.holdfast.ports.in.SessionAdministration.Restoring;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.SessionAdministration.Start;
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

@DisplayName("Sessions are listed, changed, reset, archived and restored by whoever reaches them")
class SessionServiceTest {

  private static final Named ANN = new Named("", TurnFixture.KEY);

  private final TurnFixture fixture = TurnFixture.started();
  private final SessionAdministration sessions =
      fixture.injector.getInstance(SessionAdministration.class);
  private final AuditTrail audit = fixture.injector.getInstance(AuditTrail.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private static Requester admin() {
    return new Requester(Caller.LOCAL_OPERATOR, new RequestId("req_admin"));
  }

  private static Requester bound(AgentBinding agents, KeyBinding keys) {
    return new Requester(
        new Caller("b", "bound", Scope.ADMIN, agents, keys), new RequestId("req_bound"));
  }

  private static Requester boundTo(String key) {
    return bound(new AgentBinding.Any(), new KeyBinding.Exact(SessionKey.ofStored(key)));
  }

  private SessionEntry found() {
    Finding finding = sessions.find(admin(), ANN);
    assertThat(finding).isInstanceOf(Finding.Found.class);
    return ((Finding.Found) finding).session();
  }

  private void sayIn(String key, String text) {
    fixture.run(TurnFixture.request(new TurnRequest.Target.ByKey(key), "holdfast", text));
  }

  private static Patch patch(long version, LabelWish label, ModelWish model) {
    return new Patch(version, label, model);
  }

  private List<AuditRecord> rows() {
    AuditTrail.Reading reading = audit.read(admin(), new AuditTrail.Start.Newest(), 100);
    return ((AuditTrail.Reading.Page) reading).entries().stream().map(AuditEntry::record).toList();
  }

  /** The newest row, without the one of the first token. */
  private String told() {
    AuditRecord row = rows().getFirst();
    return row.operation()
        + " "
        + switch (row.outcome()) {
          case AuditOutcome.Done() -> "done";
          case AuditOutcome.Refused(String reason) -> reason;
        };
  }

  @Test
  void a_session_is_found_by_its_key_whole_or_bare() {
    fixture.say("hi");

    assertThat(found().key()).isEqualTo(SessionKey.ofStored(TurnFixture.KEY));
    assertThat(sessions.find(admin(), new Named("main", "WEB:direct:Ann")))
        .isEqualTo(new Finding.Found(found()));
    assertThat(sessions.find(admin(), new Named("", "none"))).isEqualTo(new Finding.Unknown());
    assertThat(reason(sessions.find(admin(), new Named("nobody", "a"))))
        .isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(reason(sessions.find(admin(), new Named("", "agent:x"))))
        .isEqualTo(RefusalReason.SESSION_KEY_MALFORMED);
  }

  private static RefusalReason reason(Finding finding) {
    return ((Finding.Refused) finding).refusal().reason();
  }

  @Test
  void who_does_not_reach_a_session_hears_what_a_missing_one_gets() {
    fixture.say("hi");
    Requester elsewhere = boundTo("agent:main:other");
    Requester otherAgent = bound(new AgentBinding.Only(AgentId.of("other")), new KeyBinding.Any());

    assertThat(sessions.find(elsewhere, ANN)).isEqualTo(new Finding.Unknown());
    assertThat(sessions.reset(elsewhere, ANN, RunningTurn.AWAITED))
        .isEqualTo(new Resetting.Unknown());
    assertThat(sessions.delete(elsewhere, ANN, RunningTurn.AWAITED))
        .isEqualTo(new Deletion.Unknown());
    assertThat(
            sessions.patch(
                elsewhere, ANN, patch(1, new LabelWish.Changed("x"), new ModelWish.Kept())))
        .isEqualTo(new Patching.Unknown());
    assertThat(told()).isEqualTo("SESSION_PATCH session_not_found");
    assertThat(rows().getFirst().target()).isEqualTo(new AuditTarget.Nothing());
    assertThat(reason(sessions.find(otherAgent, ANN))).isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(found().label()).isEmpty();
  }

  @Test
  void lists_show_what_is_reached_in_pages_that_follow_each_other() {
    for (int number = 0; number < 7; number++) {
      sayIn("web:" + number, "hi");
    }
    sayIn("tel:1", "hi");

    assertThat(walk(admin(), 3)).hasSize(8).doesNotHaveDuplicates();
    assertThat(walk(bound(new AgentBinding.Any(), new KeyBinding.Prefix("agent:main:web:")), 2))
        .hasSize(7)
        .allMatch(key -> key.startsWith("agent:main:web:"));
    assertThat(walk(boundTo("agent:main:tel:1"), 5)).containsExactly("agent:main:tel:1");
    assertThat(
            sessions.list(
                bound(new AgentBinding.Only(AgentId.of("other")), new KeyBinding.Any()),
                "",
                new Start.Newest(),
                5))
        .isInstanceOf(Listing.Refused.class);
  }

  private List<String> walk(Requester by, int limit) {
    List<String> seen = new ArrayList<>();
    Start start = new Start.Newest();
    More more = More.SOME;
    while (more == More.SOME) {
      Listing.Page page = (Listing.Page) sessions.list(by, "", start, limit);
      page.sessions().forEach(entry -> seen.add(entry.key().value()));
      more = page.more();
      SessionEntry last = page.sessions().getLast();
      start = new Start.Behind(last.updatedAt(), last.agent(), last.key().value());
    }
    return seen;
  }

  @Test
  void a_patch_changes_what_it_names_if_the_version_is_the_expected_one() {
    fixture.say("hi");
    long version = found().version();

    SessionEntry labelled =
        patched(patch(version, new LabelWish.Changed("Ann"), new ModelWish.Kept()));
    SessionEntry chosen =
        patched(
            patch(
                labelled.version(), new LabelWish.Kept(), new ModelWish.Chosen("openai/gpt-5.5")));

    assertThat(labelled.label()).isEqualTo("Ann");
    assertThat(labelled.selection()).isEqualTo(new RouteSelection.AgentDefault());
    assertThat(chosen.label()).isEqualTo("Ann");
    assertThat(chosen.selection())
        .isEqualTo(
            new RouteSelection.Chosen(TurnFixture.route("openai/gpt-5.5"), RouteProvenance.USER));
    assertThat(sessions.patch(admin(), ANN, patch(version, new LabelWish.Kept(), clear())))
        .isEqualTo(new Patching.VersionConflict(chosen.version()));
    assertThat(told()).isEqualTo("SESSION_PATCH version_conflict");
    assertThat(found()).isEqualTo(chosen);
    SessionEntry cleared = patched(patch(chosen.version(), new LabelWish.Changed(""), clear()));
    assertThat(cleared.label()).isEmpty();
    assertThat(cleared.selection()).isEqualTo(new RouteSelection.AgentDefault());
    assertThat(told()).isEqualTo("SESSION_PATCH done");
    assertThat(rows().getFirst().target())
        .isEqualTo(new AuditTarget.OfAgent(AgentId.MAIN, TurnFixture.KEY));
  }

  private static ModelWish clear() {
    return new ModelWish.AgentDefault();
  }

  private SessionEntry patched(Patch patch) {
    Patching patching = sessions.patch(admin(), ANN, patch);
    assertThat(patching).isInstanceOf(Patching.Patched.class);
    return ((Patching.Patched) patching).session();
  }

  @Test
  void a_chosen_model_answers_the_turns_to_come_unless_a_request_names_another() {
    fixture.say("hi");
    assertThat(lastModel()).isEqualTo("acme/m-1");

    SessionEntry chosen =
        patched(
            patch(found().version(), new LabelWish.Kept(), new ModelWish.Chosen("openai/gpt-5.5")));
    fixture.say("with the chosen one");
    assertThat(lastModel()).isEqualTo("openai/gpt-5.5");
    fixture.run(
        TurnFixture.request(
            new TurnRequest.Target.ByKey(TurnFixture.KEY), "acme/m-1", "with a named one"));
    assertThat(lastModel()).isEqualTo("acme/m-1");
    fixture.run(
        TurnFixture.request(
            new TurnRequest.Target.ById(TurnFixture.KEY, chosen.id().value()),
            "holdfast/main",
            "by its id"));
    assertThat(lastModel()).isEqualTo("openai/gpt-5.5");
    sessions.reset(admin(), ANN, RunningTurn.AWAITED);
    fixture.say("after a reset");
    assertThat(lastModel()).isEqualTo("openai/gpt-5.5");

    patched(patch(found().version(), new LabelWish.Kept(), clear()));
    fixture.say("with the agent's own again");
    assertThat(lastModel()).isEqualTo("acme/m-1");
  }

  private String lastModel() {
    return new ArrayList<>(fixture.upstream.calls).getLast().route().reference();
  }

  @Test
  void a_chosen_model_that_is_not_configured_any_more_is_told_and_not_replaced() {
    fixture.say("hi");
    SessionEntry before = found();
    fixture.store.inAgent(
        AgentId.MAIN,
        work ->
            work.sessions()
                .apply(
                    new SessionChange.SelectRoute(
                        before.key(),
                        TurnFixture.route("gone/model"),
                        RouteProvenance.USER,
                        before.updatedAt())));

    TurnOutcome outcome = fixture.say("there?");

    assertThat(((TurnOutcome.Refused) outcome).refusal().reason())
        .isEqualTo(RefusalReason.ROUTE_UNRESOLVED);
    assertThat(fixture.transcript()).hasSize(2);
  }

  @Test
  void a_legacy_name_is_chosen_as_what_it_canonically_is_and_an_unknown_one_not_at_all() {
    fixture.say("hi");
    SessionEntry before = found();

    SessionEntry chosen =
        patched(
            patch(
                before.version(),
                new LabelWish.Kept(),
                new ModelWish.Chosen("openai-codex/gpt-5.5")));

    assertThat(((RouteSelection.Chosen) chosen.selection()).route().reference())
        .isEqualTo("openai/gpt-5.5");
    Patching unknown =
        sessions.patch(
            admin(),
            ANN,
            patch(chosen.version(), new LabelWish.Changed("x"), new ModelWish.Chosen("nobody/x")));
    assertThat(((Patching.Refused) unknown).refusal().reason())
        .isEqualTo(RefusalReason.MODEL_NOT_FOUND);
    assertThat(found()).isEqualTo(chosen);
  }

  @Test
  void a_reset_opens_a_new_transcript_and_keeps_the_old_one() {
    fixture.say("hi");
    SessionEntry before = found();

    Resetting resetting = sessions.reset(admin(), ANN, RunningTurn.AWAITED);

    SessionEntry after = ((Resetting.Reset) resetting).session();
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.previous()).isEqualTo(new PreviousSession.Linked(before.id()));
    assertThat(after.eventCount()).isZero();
    assertThat(told()).isEqualTo("SESSION_RESET done");
    fixture.say("hello again");
    assertThat(fixture.lastPrompt()).doesNotContain("USER:hi").contains("USER:hello again");
    assertThat(sessions.reset(admin(), new Named("", "none"), RunningTurn.AWAITED))
        .isEqualTo(new Resetting.Unknown());
    assertThat(told()).isEqualTo("SESSION_RESET session_not_found");
  }

  @Test
  void a_deleted_session_is_out_of_reach_and_comes_back_whole() {
    fixture.say("hi");
    List<String> transcript = fixture.transcript();
    SessionEntry before = found();

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

    assertThat(restoring).isEqualTo(new Restoring.Restored(found()));
    assertThat(found().id()).isEqualTo(before.id());
    assertThat(fixture.transcript()).isEqualTo(transcript);
    assertThat(sessions.restore(admin(), archived.id().value())).isEqualTo(new Restoring.Unknown());
    assertThat(told()).isEqualTo("SESSION_RESTORE archive_not_found");
  }

  @Test
  void a_session_is_not_restored_onto_a_key_in_use() {
    fixture.say("hi");
    ArchivedSession archived =
        ((Deletion.Archived) sessions.delete(admin(), ANN, RunningTurn.AWAITED)).session();
    fixture.say("new");
    SessionEntry fresh = found();

    assertThat(sessions.restore(admin(), archived.id().value()))
        .isEqualTo(new Restoring.KeyInUse());
    assertThat(told()).isEqualTo("SESSION_RESTORE session_exists");
    assertThat(found()).isEqualTo(fresh);
    assertThat(fresh.previous()).isEqualTo(new PreviousSession.None());
  }

  @Test
  void the_archive_is_shown_and_opened_to_whoever_reaches_what_is_in_it() {
    fixture.say("hi");
    ArchivedSession archived =
        ((Deletion.Archived) sessions.delete(admin(), ANN, RunningTurn.AWAITED)).session();
    Requester elsewhere = boundTo("agent:main:other");

    assertThat(sessions.archives(admin(), "", new ArchiveStart.LastArchived(), 5))
        .isEqualTo(new ArchiveListing.Page(List.of(archived), More.NONE));
    assertThat(sessions.archives(elsewhere, "", new ArchiveStart.LastArchived(), 5))
        .isEqualTo(new ArchiveListing.Page(List.of(), More.NONE));
    assertThat(sessions.restore(elsewhere, archived.id().value()))
        .isEqualTo(new Restoring.Unknown());
    assertThat(sessions.restore(boundTo(TurnFixture.KEY), archived.id().value()))
        .isInstanceOf(Restoring.Restored.class);
  }

  @Test
  void resets_wait_for_the_turn_that_runs_and_the_others_find_what_the_first_one_did()
      throws Exception {
    fixture.say("hi");
    SessionEntry before = found();
    CountDownLatch answer = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          await(answer);
          return ScriptedRuntime.answered("late");
        };
    CompletableFuture<TurnOutcome> turn = inTurn();
    fixture.sessions.awaitLooks(1); // that of found()

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
    assertThat(after).extracting(SessionEntry::id).containsOnly(found().id());
    assertThat(found().previous()).isEqualTo(new PreviousSession.Linked(before.id()));
  }

  @Test
  void whoever_forces_a_reset_or_a_deletion_has_the_turn_that_runs_cancelled() throws Exception {
    for (boolean reset : List.of(true, false)) {
      fixture.upstream.script = call -> ScriptedRuntime.answered("ok");
      fixture.say("hi");
      SessionEntry before = found();
      fixture.upstream.script = call -> new ModelOutcome.Cancelled(List.of());
      CompletableFuture<TurnOutcome> turn = inTurn();

      if (reset) {
        assertThat(sessions.reset(admin(), ANN, RunningTurn.CANCELLED))
            .isInstanceOf(Resetting.Reset.class);
        assertThat(found().previous()).isEqualTo(new PreviousSession.Linked(before.id()));
      } else {
        assertThat(sessions.delete(admin(), ANN, RunningTurn.CANCELLED))
            .isInstanceOf(Deletion.Archived.class);
        assertThat(sessions.find(admin(), ANN)).isEqualTo(new Finding.Unknown());
      }

      assertThat(turn.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Cancelled.class);
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
    assertThat(told()).isEqualTo("TOKEN_CREATE done");

    sessions.reset(admin(), ANN, RunningTurn.AWAITED);

    assertThat(rows()).hasSize(3);
    assertThat(told()).isEqualTo("SESSION_RESET done");
  }

  @Test
  void a_store_that_breaks_is_told_and_leaves_the_session_as_it_was() {
    fixture.say("hi");
    SessionEntry before = found();
    fixture.writes.failAfter(0, 1);

    Deletion deletion = sessions.delete(admin(), ANN, RunningTurn.AWAITED);

    Refusal refusal = ((Deletion.Refused) deletion).refusal();
    assertThat(refusal.reason()).isEqualTo(RefusalReason.STORAGE_FULL);
    assertThat(found()).isEqualTo(before);
  }
}
