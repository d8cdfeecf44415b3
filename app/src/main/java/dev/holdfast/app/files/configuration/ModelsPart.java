package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.ModelSettings;
import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The elements of a provider's {@code models}, and what they mean. */
final class ModelsPart {

  /** A window below this holds no conversation. */
  private static final int LEAST_WINDOW_TOKENS = 256;

  /** Above any window there is, and far below where sums overflow. */
  private static final int MOST_TOKENS = 100_000_000;

  private static final Key<String> ID =
      Key.required(
          "id",
          new TextShape<>(
              "a model name of 1 to " + ModelId.MAX_LENGTH + " characters without space around it",
              text -> Optional.of(text).filter(ModelsPart::isModel)),
          "The model as its provider names it.");

  private static final Key<Integer> CONTEXT_WINDOW =
      Key.optional(
              "contextWindow",
              new WholeNumberShape(LEAST_WINDOW_TOKENS, MOST_TOKENS),
              "Tokens that a request and its answer may hold together.")
          .orElse(ModelSettings.DEFAULT_CONTEXT_WINDOW_TOKENS);

  private static final Key<Integer> MAX_OUTPUT_TOKENS =
      Key.optional(
          "maxOutputTokens",
          new WholeNumberShape(1, MOST_TOKENS),
          "Tokens that an answer may hold; less than the context window. By default "
              + ModelSettings.DEFAULT_MAX_OUTPUT_TOKENS
              + ", or a quarter of a window too small for that.");

  static final MembersShape SHAPE =
      new MembersShape(List.of(ID, CONTEXT_WINDOW, MAX_OUTPUT_TOKENS));

  private ModelsPart() {}

  static List<ModelSettings> settings(
      ProviderId provider, List<Located<Section>> sections, Problems problems) {
    List<ModelSettings> models = new ArrayList<>();
    Set<ModelId> seen = new HashSet<>();
    for (Located<Section> located : sections) {
      Section section = located.value();
      Optional<Located<String>> id = section.find(ID);
      if (id.isPresent()) {
        ModelId model = canonical(provider, id.get().value());
        if (!seen.add(model)) {
          Repetition.report(id.get().place(), problems);
        }
        limits(section, model, problems).ifPresent(models::add);
      }
    }
    return models;
  }

  private static Optional<ModelSettings> limits(Section section, ModelId id, Problems problems) {
    int window = section.get(CONTEXT_WINDOW, ModelSettings.DEFAULT_CONTEXT_WINDOW_TOKENS);
    int output = section.get(MAX_OUTPUT_TOKENS, ModelSettings.defaultMaxOutputTokens(window));
    if (output >= window) {
      problems.error(
          section.find(MAX_OUTPUT_TOKENS).map(Located::place).orElse(section.place()),
          "config-output-exceeds-window",
          "An answer of " + output + " tokens leaves no room in a window of " + window + ".",
          "Lower \"maxOutputTokens\" or raise \"contextWindow\".");
      return Optional.empty();
    }
    return Optional.of(new ModelSettings(id, window, output));
  }

  /** The name under which a route reaches the model: without a prefix that no route keeps. */
  private static ModelId canonical(ProviderId provider, String id) {
    RouteDraft draft = new RouteDraft(provider.value(), id, "", "");
    return switch (new RouteCanonicalizer(Set.of(provider.value())).canonicalize(draft)) {
      case Canonicalization.Canonical canonical -> canonical.route().model();
      case Canonicalization.NoRoute none -> new ModelId(id);
    };
  }

  private static boolean isModel(String text) {
    return !text.isEmpty()
        && text.length() <= ModelId.MAX_LENGTH
        && text.equals(text.strip())
        && text.chars().noneMatch(Character::isISOControl);
  }
}
