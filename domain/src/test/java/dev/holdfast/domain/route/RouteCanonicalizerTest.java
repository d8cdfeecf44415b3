package dev.holdfast.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Route canonicalizer")
class RouteCanonicalizerTest {

  private final RouteCanonicalizer canonicalizer = new RouteCanonicalizer(Set.of());

  @ParameterizedTest(name = "{0} + {1} → {2} + {3} by {4}")
  @CsvSource({
    // legacy pairs
    "openai-codex, openai-codex/gpt-5.5, openai, gpt-5.5, codex",
    "openai-codex, gpt-5.5, openai, gpt-5.5, codex",
    "codex, codex/gpt-5.5, openai, gpt-5.5, codex",
    "openai, openai-codex/gpt-5.4, openai, gpt-5.4, ''",
    "openai, codex/gpt-5.4, openai, gpt-5.4, ''",
    "'', openai-codex/gpt-5.5, openai, gpt-5.5, codex",
    "'', codex/gpt-5.5, openai, gpt-5.5, codex",
    "'', openai/openai-codex/gpt-5.5, openai, gpt-5.5, ''",
    "openai, openai/gpt-5.5, openai, gpt-5.5, ''",
    "openai, openai/openai-codex/openai/gpt-5.5, openai, gpt-5.5, ''",
    "claude-cli, opus, anthropic, opus, claude-cli",
    "anthropic-cli, opus, anthropic, opus, claude-cli",
    "'', claude-cli/opus, anthropic, opus, claude-cli",
    "google-gemini-cli, gemini, google, gemini, google-gemini-cli",
    "codex-cli, gpt-5.5, openai, gpt-5.5, codex",
    "codex-cli, codex-cli/gpt-5.5, openai, gpt-5.5, codex",
    "' OpenAI-Codex ', ' OpenAI-Codex/gpt-5.5 ', openai, gpt-5.5, codex",
    // aliases
    "z.ai, glm, zai, glm, ''",
    "z-ai, glm, zai, glm, ''",
    "bedrock, x, amazon-bedrock, x, ''",
    "aws-bedrock, x, amazon-bedrock, x, ''",
    "qwen-portal, x, qwen-oauth, x, ''",
    "qwen-cli, x, qwen-oauth, x, ''",
    "moonshotai, x, moonshot, x, ''",
    "moonshot-ai, x, moonshot, x, ''",
    "gmi-cloud, x, gmi, x, ''",
    "gmicloud, x, gmi, x, ''",
    "novita-ai, x, novita, x, ''",
    "novitaai, x, novita, x, ''",
    "minimax-cn, x, minimax, x, ''",
    "minimax-portal-cn, x, minimax-portal, x, ''",
    "byteplus-plan, x, byteplus, x, ''",
    "volcengine-plan, x, volcengine, x, ''",
    "X-AI, Grok-5, xai, Grok-5, ''",
    "azure-openai-responses, gpt-5.5, openai, gpt-5.5, ''",
    // everything else: the model is the provider's own word
    "' Groq ', groq/compound, groq, groq/compound, ''",
    "openrouter, openrouter/auto, openrouter, openrouter/auto, ''",
    "openrouter, openai/gpt-5.5, openrouter, openai/gpt-5.5, ''",
    "'', openrouter/openai/gpt-5.5:free, openrouter, openai/gpt-5.5:free, ''",
    "'', OpenRouter/auto, openrouter, auto, ''",
    "'', ollama/Qwen3:32B@work, ollama, Qwen3:32B@work, ''",
    "google, gemini-3-pro, google, gemini-3-pro, ''",
    "anthropic, opus, anthropic, opus, ''",
    "anthropic, claude-cli/opus, anthropic, claude-cli/opus, ''",
    "google-antigravity, gemini-3-pro, google-antigravity, gemini-3-pro, ''",
    "openai, gpt-4o, openai, gpt-4o, ''",
    "openai, ft:gpt-4o:acme/x, openai, ft:gpt-4o:acme/x, ''",
  })
  void follows_the_table(
      String provider, String model, String canonical, String canonicalModel, String runtime) {
    assertThat(columns(canonicalizer, new RouteDraft(provider, model, "", "")))
        .isEqualTo(new RouteDraft(canonical, canonicalModel, runtime, ""));
  }

  @ParameterizedTest(name = "runtime {0} of {1} → {2}")
  @CsvSource({
    "'', openai/x, ''",
    "auto, openai/x, ''",
    "AUTO, codex/x, codex",
    "codex-cli, openai/x, codex",
    "codex-app-server, openai/x, codex",
    "' Codex ', openai/x, codex",
    "api, openai-codex/x, api",
    "claude-cli, anthropic/x, claude-cli",
    "mine, openai/x, mine",
  })
  void keeps_the_runtime_that_was_named_and_else_the_one_a_legacy_name_implies(
      String runtime, String reference, String canonical) {
    assertThat(columns(canonicalizer, new RouteDraft("", reference, runtime, "")).runtime())
        .isEqualTo(canonical);
  }

  @ParameterizedTest(name = "auth profile {0} → {1}")
  @CsvSource({
    "'', ''",
    "openai-codex:work, openai:work",
    "codex:Work Account, openai:Work Account",
    "' OpenAI-Codex:work ', openai:work",
    "codex-cli:work, openai:work",
    "claude-cli:work, anthropic:work",
    "google-gemini-cli:work, google:work",
    "openai:codex:work, openai:codex:work",
    "codex, codex",
    "anthropic:Me@Example.org, anthropic:Me@Example.org",
  })
  void names_the_canonical_provider_in_an_auth_profile(String profile, String canonical) {
    assertThat(columns(canonicalizer, new RouteDraft("", "openai/x", "", profile)).authProfile())
        .isEqualTo(canonical);
  }

  @ParameterizedTest(name = "{0} + {1}: {2}")
  @CsvSource({
    "openai, '', route-orphan-provider",
    "openai, ' ', route-orphan-provider",
    "openai, openai/, route-orphan-provider",
    "openai, openai-codex/, route-orphan-provider",
    "'', openai/, route-orphan-provider",
    "'', gpt-5.5, route-orphan-model",
    "' ', gpt-5.5, route-orphan-model",
    "'', /gpt-5.5, route-orphan-model",
    "a/b, gpt-5.5, route-part-invalid",
  })
  void drops_half_a_route_with_a_finding(String provider, String model, String finding) {
    Canonicalization dropped = canonicalizer.canonicalize(new RouteDraft(provider, model, "", ""));

    assertThat(dropped).isInstanceOf(Canonicalization.NoRoute.class);
    assertThat(dropped.findings()).extracting(Finding::id).containsExactly(finding);
  }

  @Test
  void says_nothing_about_a_draft_that_says_nothing() {
    Canonicalization dropped = canonicalizer.canonicalize(new RouteDraft("", "", "codex", "x:y"));

    assertThat(dropped).isEqualTo(new Canonicalization.NoRoute(List.of()));
  }

  @Test
  void reports_every_part_that_can_be_none() {
    Canonicalization dropped =
        canonicalizer.canonicalize(
            new RouteDraft("p\n", "m".repeat(257), "r".repeat(65), "\ud83d" + ":x"));

    assertThat(dropped).isInstanceOf(Canonicalization.NoRoute.class);
    assertThat(dropped.findings())
        .extracting(Finding::where)
        .containsExactly("model", "runtime", "auth profile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b/x", "a/b\u0007c", "a/b\rc\nd", "a/\udc00"})
  void takes_no_control_character_and_no_broken_one(String reference) {
    Canonicalization dropped = canonicalizer.canonicalize(RouteDraft.ofReference(reference));

    assertThat(dropped).isInstanceOf(Canonicalization.NoRoute.class);
    assertThat(dropped.findings()).extracting(Finding::id).containsExactly("route-part-invalid");
  }

  @Test
  void takes_the_longest_parts() {
    RouteDraft longest =
        new RouteDraft("p".repeat(128), "m".repeat(256), "r".repeat(64), "a".repeat(128));

    assertThat(columns(canonicalizer, longest)).isEqualTo(longest);
  }

  @Test
  void repeats_an_overlong_text_shortened_and_without_control_characters() {
    Canonicalization dropped =
        canonicalizer.canonicalize(RouteDraft.ofReference("p/\u001b[31m" + "m".repeat(100_000)));

    assertThat(dropped.findings())
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.what()).hasSizeLessThan(200).doesNotContain("\u001b"));
  }

  @ParameterizedTest(name = "{0} + {1} profile {2}: {3}")
  @CsvSource({
    "openai, gpt-5.5, openai:x, ''",
    "OpenAI, gpt-5.5, '', route-provider-respelled",
    "z-ai, glm, '', route-provider-respelled",
    "codex, gpt-5.5, '', route-provider-legacy",
    "openai, codex/gpt-5.5, '', route-model-prefix",
    "openai, gpt-5.5, codex:x, route-auth-profile-legacy",
  })
  void says_what_it_changed(String provider, String model, String profile, String finding) {
    Canonicalization done =
        canonicalizer.canonicalize(new RouteDraft(provider, model, "", profile));

    assertThat(done.findings())
        .extracting(Finding::id)
        .isEqualTo(finding.isEmpty() ? List.of() : List.of(finding));
  }

  @ParameterizedTest(name = "{0} + {1}")
  @CsvSource({
    "codex, codex/gpt-5.5",
    "openai-codex, gpt-5.5",
    "claude-cli, claude-cli/opus",
    "bedrock, x",
    "azure-openai-responses, openai/x",
  })
  void leaves_alone_what_the_operator_defined(String provider, String model) {
    RouteCanonicalizer theirs =
        new RouteCanonicalizer(
            Set.of(" Codex ", "openai-codex", "CLAUDE-CLI", "bedrock", "azure-openai-responses"));
    RouteDraft draft = new RouteDraft(provider, model, "", provider + ":work");

    assertThat(columns(theirs, draft)).isEqualTo(draft);
  }

  @Test
  void keeps_an_operators_name_as_a_prefix_of_a_model_of_openai() {
    RouteCanonicalizer theirs = new RouteCanonicalizer(Set.of("codex"));

    assertThat(columns(theirs, new RouteDraft("openai", "codex/x", "", "")).model())
        .isEqualTo("codex/x");
    assertThat(columns(theirs, new RouteDraft("openai", "openai-codex/codex/x", "", "")).model())
        .isEqualTo("codex/x");
  }

  @Test
  void blocks_the_legacy_providers_that_no_operator_defined() {
    assertThat(canonicalizer.blockedProviders())
        .containsExactlyInAnyOrder(
            "openai-codex",
            "codex",
            "codex-cli",
            "claude-cli",
            "anthropic-cli",
            "google-gemini-cli");
    assertThat(new RouteCanonicalizer(Set.of("Codex", "mine")).blockedProviders())
        .containsExactlyInAnyOrder(
            "openai-codex", "codex-cli", "claude-cli", "anthropic-cli", "google-gemini-cli");
  }

  @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
  @CsvSource({
    "openai, gpt-5.5, '', true",
    "openai, gpt-5.5, openai:work, true",
    "openrouter, codex/x, '', true",
    "mycodex, x, mycodex:y, true",
    "openai-codex, gpt-5.5, '', false",
    "' OpenAI-Codex ', gpt-5.5, '', false",
    "\u00a0codex, gpt-5.5, '', false",
    "openai, openai-codex/gpt-5.5, '', false",
    "OPENAI, Codex/gpt-5.5, '', false",
    "openai, gpt-5.5, openai-codex:work, false",
    "openai, gpt-5.5, ' CODEX:work', false",
    "anthropic, opus, claude-cli:work, false",
  })
  void tells_what_a_store_may_hold(
      String provider, String model, String authProfile, boolean storable) {
    assertThat(canonicalizer.mayBeStored(provider, model, authProfile)).isEqualTo(storable);
  }

  @Test
  void gives_back_a_stored_route_only_if_it_is_still_canonical() {
    RouteCanonicalizer theirs = new RouteCanonicalizer(Set.of("codex"));
    RouteDraft stored = new RouteDraft("codex", "gpt-5.5", "", "codex:work");

    assertThat(theirs.ofStored(stored)).isInstanceOf(Canonicalization.Canonical.class);
    assertThat(canonicalizer.ofStored(stored))
        .isInstanceOf(Canonicalization.NoRoute.class)
        .extracting(dropped -> dropped.findings().getFirst().id())
        .isEqualTo("route-stored-not-canonical");
  }

  private static RouteDraft columns(RouteCanonicalizer canonicalizer, RouteDraft draft) {
    Canonicalization done = canonicalizer.canonicalize(draft);
    assertThat(done).isInstanceOf(Canonicalization.Canonical.class);
    return RouteDraft.of(((Canonicalization.Canonical) done).route());
  }
}
