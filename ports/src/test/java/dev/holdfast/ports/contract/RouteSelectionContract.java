package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.write.SessionWrites.Result;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chosen route is stored as it is canonical, and only so. */
public interface RouteSelectionContract extends OpenStoreContract {

  @ParameterizedTest
  @CsvSource({
    "openai-codex, openai-codex/gpt-5.5, '',     '',                openai,    gpt-5.5, codex,     "
        + "        ''",
    "openai,       openai-codex/gpt-5.4, '',     '',                openai,    gpt-5.4, '',        "
        + "        ''",
    "'',           openai-codex/gpt-5.5, '',     '',                openai,    gpt-5.5, codex,     "
        + "        ''",
    "'',           codex/gpt-5.5,        '',     '',                openai,    gpt-5.5, codex,     "
        + "        ''",
    "openai,       openai/gpt-5.5,       '',     '',                openai,    gpt-5.5, '',        "
        + "        ''",
    "claude-cli,   opus,                 '',     '',                anthropic, opus,    claude-cli,"
        + "        ''",
    "google-gemini-cli, pro,             '',     '',                google,    pro,    "
        + " google-gemini-cli, ''",
    "codex-cli,    gpt-5.5,              '',     '',                openai,    gpt-5.5, codex,     "
        + "        ''",
    "openai,       gpt-5.5,              '',     openai-codex:work, openai,    gpt-5.5, '',        "
        + "        openai:work",
    "' Acme ',     Big/Model,            '',     acme:home,         acme,      Big/Model, '',      "
        + "        acme:home",
    "acme,         codex/oddly-named,    api,    '',                acme,      codex/oddly-named,"
        + " api,     ''"
  })
  default void a_route_is_read_back_as_it_is_canonical(
      String provider,
      String model,
      String runtime,
      String authProfile,
      String storedProvider,
      String storedModel,
      String storedRuntime,
      String storedAuthProfile) {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    ModelRoute route =
        Samples.route(new RouteDraft(provider, model, runtime, authProfile), Samples.ROUTES);

    SessionEntry chosen =
        applied(new SessionChange.SelectRoute(key, route, RouteProvenance.IMPORT, Samples.at(2)));

    assertThat(chosen.selection())
        .isEqualTo(new RouteSelection.Chosen(route, RouteProvenance.IMPORT));
    assertThat(present(key).entry()).isEqualTo(chosen);
    assertThat(RouteDraft.of(route))
        .isEqualTo(new RouteDraft(storedProvider, storedModel, storedRuntime, storedAuthProfile));
  }

  @Test
  default void choosing_a_route_is_a_change_but_no_traffic() {
    SessionKey key = Samples.key("ann");
    SessionEntry before = reserve(key, Samples.session("1"));

    SessionEntry chosen =
        applied(
            new SessionChange.SelectRoute(
                key, Samples.route("openai/gpt-5.5"), RouteProvenance.USER, Samples.at(2)));

    assertThat(chosen.updatedAt()).isEqualTo(Samples.at(2));
    assertThat(chosen.lastInteractionAt()).isEqualTo(before.lastInteractionAt());
    assertThat(chosen.version()).isGreaterThan(before.version());
  }

  @Test
  default void a_forgotten_route_leaves_the_agents_own() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    applied(
        new SessionChange.SelectRoute(
            key, Samples.route("openai/gpt-5.5"), RouteProvenance.USER, Samples.at(2)));

    applied(new SessionChange.ClearRoute(key, Samples.at(3)));

    assertThat(present(key).entry().selection()).isEqualTo(new RouteSelection.AgentDefault());
  }

  @Test
  default void a_key_without_a_session_has_no_route() {
    SessionKey key = Samples.key("ann");
    SessionChange choice =
        new SessionChange.SelectRoute(
            key, Samples.route("openai/gpt-5.5"), RouteProvenance.USER, Samples.at(2));

    assertThat(apply(choice)).isEqualTo(new Result.Missing());
    assertThat(apply(new SessionChange.ClearRoute(key, Samples.at(2))))
        .isEqualTo(new Result.Missing());

    reserve(key, Samples.session("1"));
    assertThat(apply(choice)).isInstanceOf(Result.Applied.class);
  }

  @Test
  default void a_provider_that_is_blocked_here_is_refused_even_if_it_was_canonical_elsewhere() {
    SessionKey key = Samples.key("ann");
    SessionEntry before = reserve(key, Samples.session("1"));
    RouteCanonicalizer elsewhere = new RouteCanonicalizer(Set.of("codex"));
    ModelRoute legacyHere = Samples.route(RouteDraft.ofReference("codex/gpt-5.5"), elsewhere);

    assertThatThrownBy(
            () ->
                apply(
                    new SessionChange.SelectRoute(
                        key, legacyHere, RouteProvenance.USER, Samples.at(2))))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));

    assertThat(present(key).entry()).isEqualTo(before);
  }
}
