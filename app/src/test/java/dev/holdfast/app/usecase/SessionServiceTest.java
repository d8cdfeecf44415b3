package dev.holdfast.app.usecase;

import static dev.holdfast.app.usecase.SessionDesk.ANN;
import static dev.holdfast.app.usecase.SessionDesk.admin;
import static dev.holdfast.app.usecase.SessionDesk.bound;
import static dev.holdfast.app.usecase.SessionDesk.boundTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.Deletion;
import dev.holdfast.ports.in.SessionAdministration.Finding;
import dev.holdfast.ports.in.SessionAdministration.LabelWish;
import dev.holdfast.ports.in.SessionAdministration.Listing;
import dev.holdfast.ports.in.SessionAdministration.ModelWish;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import dev.holdfast.ports.in.SessionAdministration.Patching;
import dev.holdfast.ports.in.SessionAdministration.Resetting;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.TurnRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sessions are found, listed and changed by whoever reaches them")
class SessionServiceTest {

  private final SessionDesk desk = new SessionDesk();
  private final TurnFixture fixture = desk.fixture;
  private final SessionAdministration sessions = desk.sessions;

  private void sayIn(String key, String text) {
    fixture.run(TurnFixture.request(new TurnRequest.Target.ByKey(key), "holdfast", text));
  }

  private static Patch patch(long version, LabelWish label, ModelWish model) {
    return new Patch(version, label, model);
  }

  @Test
  void a_session_is_found_by_its_key_whole_or_bare() {
    fixture.say("hi");

    assertThat(desk.found().key()).isEqualTo(SessionKey.ofStored(TurnFixture.KEY));
    assertThat(sessions.find(admin(), new Named("main", "WEB:direct:Ann")))
        .isEqualTo(new Finding.Found(desk.found()));
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
    assertThat(desk.told()).isEqualTo("SESSION_PATCH session_not_found");
    assertThat(desk.rows().getFirst().target()).isEqualTo(new AuditTarget.Nothing());
    assertThat(reason(sessions.find(otherAgent, ANN))).isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(desk.found().label()).isEmpty();
  }

  @Test
  void what_is_not_in_the_archive_is_taken_down_as_it_was_asked_for() {
    assertThat(sessions.restore(admin(), "archive_0"))
        .isEqualTo(new SessionAdministration.Restoring.Unknown());

    assertThat(desk.told()).isEqualTo("SESSION_RESTORE archive_not_found");
    assertThat(desk.rows().getFirst().target()).isEqualTo(new AuditTarget.OfHome("archive_0"));
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
    long version = desk.found().version();

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
    assertThat(desk.told()).isEqualTo("SESSION_PATCH version_conflict");
    assertThat(desk.found()).isEqualTo(chosen);
    SessionEntry cleared = patched(patch(chosen.version(), new LabelWish.Changed(""), clear()));
    assertThat(cleared.label()).isEmpty();
    assertThat(cleared.selection()).isEqualTo(new RouteSelection.AgentDefault());
    assertThat(desk.told()).isEqualTo("SESSION_PATCH done");
    assertThat(desk.rows().getFirst().target())
        .isEqualTo(new AuditTarget.OfAgent(AgentId.MAIN, TurnFixture.KEY));
  }

  @Test
  void a_patch_for_a_session_that_was_archived_does_not_meet_the_next_one_of_the_key() {
    fixture.say("hi");
    long version = desk.found().version();
    sessions.delete(admin(), ANN, RunningTurn.AWAITED);
    fixture.say("hi again");

    assertThat(
            sessions.patch(
                admin(), ANN, patch(version, new LabelWish.Changed("Ann"), new ModelWish.Kept())))
        .isEqualTo(new Patching.VersionConflict(desk.found().version()));
    assertThat(desk.found().label()).isEmpty();
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
            patch(
                desk.found().version(),
                new LabelWish.Kept(),
                new ModelWish.Chosen("openai/gpt-5.5")));
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

    patched(patch(desk.found().version(), new LabelWish.Kept(), clear()));
    fixture.say("with the agent's own again");
    assertThat(lastModel()).isEqualTo("acme/m-1");
  }

  private String lastModel() {
    return new ArrayList<>(fixture.upstream.calls).getLast().route().reference();
  }

  @Test
  void a_chosen_model_that_is_not_configured_any_more_is_told_and_not_replaced() {
    fixture.say("hi");
    SessionEntry before = desk.found();
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

    assertThat(fixture.say("/new")).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(desk.found().previous()).isEqualTo(new PreviousSession.Linked(before.id()));
  }

  @Test
  void a_legacy_name_is_chosen_as_what_it_canonically_is_and_an_unknown_one_not_at_all() {
    fixture.say("hi");
    SessionEntry before = desk.found();

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
    assertThat(desk.found()).isEqualTo(chosen);
  }
}
