package dev.holdfast.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

@Label("Laws of canonical routes")
// The edge cases of so many parts would be all that is tried.
@PropertyDefaults(tries = 3000, edgeCases = EdgeCasesMode.NONE)
class RouteLawsTest {

  private static final List<String> NAMES =
      List.of(
          "openai",
          "openai-codex",
          "codex",
          "codex-cli",
          "claude-cli",
          "anthropic-cli",
          "anthropic",
          "google-gemini-cli",
          "google",
          "z.ai",
          "bedrock",
          "azure-openai-responses",
          "openrouter",
          "groq",
          "OpenAI",
          "CODEX",
          " codex ",
          "\u00a0openai-codex");

  @Property
  void canonicalizing_is_total_and_idempotent(
      @ForAll("operators") Set<String> operator, @ForAll("drafts") RouteDraft draft) {
    RouteCanonicalizer canonicalizer = new RouteCanonicalizer(operator);

    switch (canonicalizer.canonicalize(draft)) {
      case Canonicalization.NoRoute none -> assertThat(none.findings()).doesNotContainNull();
      case Canonicalization.Canonical canonical -> {
        RouteDraft columns = RouteDraft.of(canonical.route());
        assertThat(canonicalizer.canonicalize(columns))
            .isEqualTo(new Canonicalization.Canonical(canonical.route(), List.of()));
        assertThat(canonicalizer.ofStored(columns)).isEqualTo(canonicalizer.canonicalize(columns));
      }
    }
  }

  @Property
  void what_canonicalizing_gives_may_be_stored(
      @ForAll("operators") Set<String> operator, @ForAll("drafts") RouteDraft draft) {
    RouteCanonicalizer canonicalizer = new RouteCanonicalizer(operator);

    if (canonicalizer.canonicalize(draft) instanceof Canonicalization.Canonical canonical) {
      RouteDraft columns = RouteDraft.of(canonical.route());
      assertThat(
              canonicalizer.mayBeStored(columns.provider(), columns.model(), columns.authProfile()))
          .isTrue();
      assertThat(columns.provider()).isNotIn(canonicalizer.blockedProviders());
    }
  }

  @Property
  void a_reference_that_is_written_is_read_as_the_same_provider_and_model(
      @ForAll("operators") Set<String> operator, @ForAll("drafts") RouteDraft draft) {
    RouteCanonicalizer canonicalizer = new RouteCanonicalizer(operator);

    if (canonicalizer.canonicalize(draft) instanceof Canonicalization.Canonical first) {
      RouteDraft reference = RouteDraft.ofReference(first.route().reference());
      assertThat(canonicalizer.canonicalize(reference))
          .isInstanceOfSatisfying(
              Canonicalization.Canonical.class,
              second -> {
                assertThat(second.route().provider()).isEqualTo(first.route().provider());
                assertThat(second.route().model()).isEqualTo(first.route().model());
              });
    }
  }

  @Property
  void it_does_not_matter_which_part_was_canonical_before(
      @ForAll("operators") Set<String> operator,
      @ForAll("drafts") RouteDraft draft,
      @ForAll boolean modelFirst,
      @ForAll boolean authProfileFirst,
      @ForAll boolean runtimeFirst) {
    RouteCanonicalizer canonicalizer = new RouteCanonicalizer(operator);

    if (canonicalizer.canonicalize(draft) instanceof Canonicalization.Canonical whole) {
      RouteDraft columns = RouteDraft.of(whole.route());
      boolean named = !draft.provider().isBlank();
      RouteDraft partly =
          new RouteDraft(
              draft.provider(),
              modelFirst && named ? columns.model() : draft.model(),
              runtimeFirst ? columns.runtime() : draft.runtime(),
              authProfileFirst ? columns.authProfile() : draft.authProfile());
      assertThat(canonicalizer.canonicalize(partly))
          .isInstanceOfSatisfying(
              Canonicalization.Canonical.class,
              done -> assertThat(done.route()).isEqualTo(whole.route()));
    }
  }

  @Property
  void the_order_of_the_operators_definitions_does_not_matter(
      @ForAll("operators") Set<String> operator, @ForAll("drafts") RouteDraft draft) {
    List<String> reversed = new ArrayList<>(operator).reversed();

    assertThat(new RouteCanonicalizer(new LinkedHashSet<>(reversed)).canonicalize(draft))
        .isEqualTo(new RouteCanonicalizer(operator).canonicalize(draft));
  }

  @Property
  void a_model_id_is_never_changed_but_under_openai(@ForAll("modelIds") String model) {
    RouteCanonicalizer canonicalizer = new RouteCanonicalizer(Set.of());

    for (String provider : List.of("openrouter", "groq", "anthropic", "google", "vercel", "z.ai")) {
      assertThat(canonicalizer.canonicalize(new RouteDraft(provider, model, "", "")))
          .isInstanceOfSatisfying(
              Canonicalization.Canonical.class,
              done -> assertThat(done.route().model().value()).isEqualTo(model));
    }
  }

  @Provide
  Arbitrary<String> modelIds() {
    Arbitrary<String> segments =
        Arbitraries.of(
            "openrouter",
            "auto",
            "groq",
            "compound",
            "openai",
            "gpt-5.5",
            "openai-codex",
            "codex",
            "Qwen3:32B",
            "x@work",
            "meta-llama",
            "a b",
            "opus",
            "gemini-3-pro",
            "claude-cli",
            "@cf");
    Arbitrary<String> separators = Arbitraries.of("/", ":", "@", "/", "//");
    return Combinators.combine(segments, separators, segments, separators, segments)
        .as((a, s, b, t, c) -> a + s + b + t + c);
  }

  @Provide
  Arbitrary<Set<String>> operators() {
    return Arbitraries.of(NAMES).set().ofMaxSize(4);
  }

  @Provide
  Arbitrary<RouteDraft> drafts() {
    Arbitrary<String> names = Arbitraries.of(NAMES);
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<String> provider = Arbitraries.oneOf(names, names, Arbitraries.just(""), texts);
    Arbitrary<String> model =
        Arbitraries.oneOf(names, Arbitraries.of("gpt-5.5", "auto", "", " "), texts)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(parts -> String.join("/", parts));
    Arbitrary<String> runtime =
        Arbitraries.oneOf(
            Arbitraries.of("", "auto", "codex", "codex-cli", "Codex-App-Server", "api"), texts);
    Arbitrary<String> profile =
        Arbitraries.oneOf(Arbitraries.just(""), names.map(name -> name + ":work"), texts);
    return Combinators.combine(provider, model, runtime, profile).as(RouteDraft::new);
  }
}
