package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Medium;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TurnSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The guard before every change")
final class GuardTest {

  private static final String AGENTS = "agents/main/agent/data";
  private static final String DIRECTLY =
      "directly: home /home/ann/.holdfast, database /home/ann/.holdfast/"
          + AGENTS
          + ", store "
          + Samples.STORE
          + "\n";

  private final FixedServices services = new FixedServices();
  private final FixedHome home = new FixedHome(services.lists, Samples.STORE);
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.stored = () -> new StoredHome.Open(services.lists);
    services.direct = () -> new DirectAccess.Granted(home);
    services.lists.session = new Outcome.Done<>(Samples.summary());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed reset(String... more) {
    return Typed.command(services, words(more));
  }

  private static String[] words(String... more) {
    List<String> words = new ArrayList<>(List.of("sessions", "reset", "main"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Typed resetBy(String typed, String... more) {
    InputStream input = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    return Typed.command(new Person.AtTerminal(input), services, words(more));
  }

  private void stands(Standing standing) {
    services.door =
        () ->
            Samples.home(
                standing,
                new StoreAtPath.Known(Samples.STORE),
                new HomeHolder.Nobody(),
                Samples.noToken());
  }

  private void assertNothingChanged(Typed typed, int exit) {
    assertThat(home.changed).isEmpty();
    assertThat(services.asked).isEmpty();
    assertThat(gateway.asked).isEmpty();
    assertThat(typed.exit()).isEqualTo(exit);
  }

  @Test
  void nothing_is_written_in_the_home_that_an_agents_variables_lead_to() {
    stands(new Standing.Shadow("/home/ann/.holdfast", "/canonical", Standing.Named.IMPLIED));

    Typed typed = reset();

    assertThat(typed.err())
        .contains("the home that is meant is /canonical")
        .contains("--home /canonical");
    assertNothingChanged(typed, 4);
    assertThat(Json.at(reset("--json").out(), "data.canonicalHome")).isEqualTo("/canonical");
  }

  @Test
  void who_names_such_a_home_means_it() {
    stands(new Standing.Shadow("/tree", "/canonical", Standing.Named.EXPLICIT));

    Typed typed = reset();

    assertThat(typed.err()).isEqualTo(DIRECTLY);
    assertThat(home.changed).containsExactly("reset main AWAITED", "closed");
  }

  @Test
  void a_gateway_on_another_home_than_the_one_meant_is_no_way_out() {
    stands(new Standing.Contradicted("/canonical"));

    Typed typed = reset();

    assertThat(typed.err()).contains("/canonical").contains("/home/ann/.holdfast");
    assertNothingChanged(typed, 4);
  }

  @Test
  void without_a_gateway_the_change_is_made_here_and_said_to_be() {
    stands(new Standing.Own());

    Typed typed = reset("--force");

    assertThat(typed.err()).isEqualTo(DIRECTLY);
    assertThat(typed.out()).startsWith("agent:main:main now leads to s-2; it was s-0.\n");
    assertThat(typed.exit()).isZero();
    assertThat(home.changed).containsExactly("reset main CANCELLED", "closed");
    assertThat(services.asked).containsExactly("direct NONE");
    assertThat(services.consents).containsExactly(WriteFacts.Consent.NONE);
  }

  @Test
  void in_json_the_way_is_an_event_before_the_answer() {
    stands(new Standing.Own());

    assertThat(reset("--json").out().lines().findFirst())
        .contains(
            "{\"ok\":true,\"event\":\"writing\",\"data\":{\"how\":\"directly\",\"url\":null,"
                + "\"home\":\"/home/ann/.holdfast\",\"storeId\":\""
                + Samples.STORE
                + "\",\"databases\":[\"/home/ann/.holdfast/"
                + AGENTS
                + "\"]}}");
  }

  @Test
  void a_home_without_a_store_gets_none() {
    services.door =
        () ->
            Samples.home(
                new Standing.Own(),
                new StoreAtPath.None(),
                new HomeHolder.Nobody(),
                Samples.noToken());

    Typed typed = reset();

    assertThat(typed.err()).startsWith("holdfast: There is no store in /home/ann/.holdfast yet.\n");
    assertNothingChanged(typed, 5);
  }

  @Test
  void a_home_that_was_taken_or_exchanged_meanwhile_is_left_alone() {
    stands(new Standing.Own());
    services.direct = DirectAccess.HeldMeanwhile::new;
    Typed held = reset();
    FixedHome other = new FixedHome(services.lists, new StoreId("another"));
    services.direct = () -> new DirectAccess.Granted(other);
    Typed exchanged = reset();

    assertThat(held.err()).contains("Another process took the home");
    assertThat(exchanged.err()).contains("holds store another now");
    assertThat(List.of(held.exit(), exchanged.exit())).containsOnly(4);
    assertThat(other.changed).containsExactly("closed");
  }

  @Test
  void a_rehearsal_in_a_home_that_nobody_can_write_is_refused_like_the_real_thing() {
    Sight.Home mine = Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.door =
        () ->
            new Sight.Home(
                mine.home(),
                mine.standing(),
                mine.findings(),
                mine.user(),
                mine.owner(),
                Medium.READ_ONLY,
                mine.store(),
                mine.holder(),
                mine.databases(),
                mine.token());

    Typed rehearsal = reset("--dry-run");
    Typed real = reset();

    assertThat(real.err()).contains("mounted read-only", "--home").isEqualTo(rehearsal.err());
    assertNothingChanged(rehearsal, 4);
    assertNothingChanged(real, 4);
  }

  @Test
  void the_home_of_another_user_needs_consent() {
    Sight.Home mine = Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.door =
        () ->
            new Sight.Home(
                mine.home(),
                mine.standing(),
                mine.findings(),
                0,
                mine.owner(),
                mine.medium(),
                mine.store(),
                mine.holder(),
                mine.databases(),
                mine.token());

    Typed refused = reset();
    assertThat(refused.err()).contains("belongs to user 1000, and this is user 0");
    assertNothingChanged(refused, 4);

    assertThat(reset("--as-owner").exit()).isZero();
    assertThat(services.asked).containsExactly("direct AS_OWNER");
    assertThat(services.consents).endsWith(WriteFacts.Consent.AS_OWNER);
  }

  @Test
  void beside_a_gateway_that_does_not_answer_nothing_is_written() {
    services.door = gateway::door;
    gateway.close();

    Typed typed = reset();

    assertThat(typed.err())
        .contains("process 4711 since 2026-03-01T12:00:00.123Z (it holds the lock)")
        .contains("it cannot be reached")
        .contains("--stop-gateway");
    assertNothingChanged(typed, 4);
    assertThat(Json.at(reset("--json").out(), "data.wayOut")).isEqualTo("stop_gateway");
  }

  @Test
  void a_gateway_that_does_not_know_the_token_is_not_shown_it() {
    services.door = gateway::door;
    gateway.knows(TokenText.of("hf_other"));

    Typed typed = reset();

    assertThat(typed.err()).contains("did not prove that it is the gateway of");
    assertNothingChanged(typed, 4);
  }

  @Test
  void a_gateway_of_another_store_is_asked_nothing() {
    services.door = gateway::door;
    gateway.serves(new StoreId("another"));

    Typed typed = reset();

    assertThat(typed.err())
        .contains("serves store another")
        .contains("holds store " + Samples.STORE);
    assertNothingChanged(typed, 4);
  }

  @Test
  void what_was_sent_and_not_answered_is_not_done_again_here() {
    services.door = gateway::door;
    gateway.breaksOff();

    Typed typed = reset("--agent", "main");

    assertThat(typed.err())
        .contains("the change may or may not have been made; it was not tried again")
        .contains("holdfast audit list");
    assertThat(typed.exit()).isEqualTo(3);
    assertThat(gateway.asked)
        .containsExactly("POST /api/sessions/main/reset?agent=main {\"force\":false}");
    assertThat(services.asked).isEmpty();
    assertThat(home.changed).isEmpty();
  }

  @Test
  void a_rehearsal_says_what_would_change_and_takes_nothing() {
    stands(new Standing.Own());
    services.lists.turns =
        new PageOf<>(List.of(Samples.turn("turn_1", new TurnSummary.Stage.Running())), "");

    Typed typed = reset("--dry-run", "--force");

    assertThat(typed.err()).isEqualTo(DIRECTLY);
    assertThat(typed.out())
        .contains("session id   s-1")
        .contains("Its key would lead to a new, empty transcript; s-1 would stay, linked.")
        .contains(
            "Turn turn_1, which a process that is gone began at 2026-03-01T12:00:00Z, would end as"
                + " interrupted")
        .doesNotContain("waited for", "cancelled");
    assertNothingChanged(typed, 0);
    assertThat(
            Json.at(reset("--dry-run", "--json").out().lines().toList().getLast(), "data.dryRun"))
        .isEqualTo(true);
  }

  @Test
  void a_rehearsal_finds_what_would_be_refused() {
    stands(new Standing.Own());
    services.lists.session = Outcome.refused("session_not_found", "There is no session.");

    Typed typed = reset("--dry-run");

    assertThat(typed.err()).isEqualTo(DIRECTLY + "holdfast: There is no session.\n");
    assertNothingChanged(typed, 1);
  }

  @Test
  void a_person_is_shown_what_would_change_and_asked() {
    stands(new Standing.Own());

    Typed yes = resetBy("yes\n");
    Typed no = resetBy("\n");
    Typed gone = resetBy("");

    assertThat(yes.err())
        .startsWith(DIRECTLY + "key          agent:main:main\n")
        .endsWith("s-1 would stay, linked.\nGo on? [y/N] ");
    assertThat(yes.exit()).isZero();
    assertThat(List.of(no, gone))
        .allSatisfy(
            typed -> {
              assertThat(typed.err())
                  .endsWith("holdfast: It was not confirmed. Nothing was changed.\n");
              assertThat(typed.exit()).isEqualTo(1);
            });
    assertThat(home.changed).containsExactly("reset main AWAITED", "closed");
  }

  @Test
  void who_types_and_would_not_see_the_question_is_refused_unless_sure() {
    stands(new Standing.Own());

    Typed refused = Typed.command(new Person.Unseeing(), services, words());
    assertThat(refused.err()).contains("Nothing was changed.").contains("--yes");
    assertNothingChanged(refused, 1);

    Typed rehearsed = Typed.command(new Person.Unseeing(), services, words("--dry-run"));
    assertNothingChanged(rehearsed, 0);

    assertThat(Typed.command(new Person.Unseeing(), services, words("--yes")).exit()).isZero();
    assertThat(home.changed).containsExactly("reset main AWAITED", "closed");
  }

  @Test
  void who_is_sure_is_not_asked() {
    stands(new Standing.Own());

    assertThat(resetBy("", "-y").err()).isEqualTo(DIRECTLY);
    assertThat(resetBy("", "--yes").exit()).isZero();
    assertThat(home.changed).hasSize(4);
  }

  @Test
  void who_only_looks_is_warned_of_the_place_and_nothing_is_refused() {
    services.warnings = List.of(Samples.UNKNOWN_KEY);

    Typed typed = Typed.command(services, "tokens", "list");

    assertThat(typed.err()).startsWith("error: There is no key 'gatway'.");
    assertThat(typed.out()).isEqualTo("No tokens.\n");
    assertThat(typed.exit()).isZero();
  }
}
