package dev.holdfast.domain.route;

import dev.holdfast.domain.text.OutsideText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the names of providers mean: the canonical ones, their aliases, and the legacy ones that
 * named a runtime along with its provider. A name that the operator's configuration defines means
 * itself.
 *
 * <p>The aliases are the names under which configurations of the existing ecosystem know the same
 * providers.
 */
final class ProviderNames {

  /** The provider under which model ids lose their prefixes. */
  static final String OPENAI = "openai";

  private static final Map<String, Meaning> LEGACY =
      Map.of(
          "openai-codex", new Meaning(OPENAI, RuntimeIntent.named(RuntimeId.CODEX)),
          "codex", new Meaning(OPENAI, RuntimeIntent.named(RuntimeId.CODEX)),
          "codex-cli", new Meaning(OPENAI, RuntimeIntent.named(RuntimeId.CODEX)),
          "claude-cli", new Meaning("anthropic", runtime("claude-cli")),
          "anthropic-cli", new Meaning("anthropic", runtime("claude-cli")),
          "google-gemini-cli", new Meaning("google", runtime("google-gemini-cli")));

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("z.ai", "zai"),
          Map.entry("z-ai", "zai"),
          Map.entry("bedrock", "amazon-bedrock"),
          Map.entry("aws-bedrock", "amazon-bedrock"),
          Map.entry("qwen-portal", "qwen-oauth"),
          Map.entry("qwen-cli", "qwen-oauth"),
          Map.entry("moonshotai", "moonshot"),
          Map.entry("moonshot-ai", "moonshot"),
          Map.entry("gmi-cloud", "gmi"),
          Map.entry("gmicloud", "gmi"),
          Map.entry("novita-ai", "novita"),
          Map.entry("novitaai", "novita"),
          Map.entry("minimax-cn", "minimax"),
          Map.entry("minimax-portal-cn", "minimax-portal"),
          Map.entry("byteplus-plan", "byteplus"),
          Map.entry("volcengine-plan", "volcengine"),
          Map.entry("x-ai", "xai"),
          Map.entry("azure-openai-responses", OPENAI));

  private final Set<String> operatorDefined;
  private final Set<String> blocked;

  ProviderNames(Set<String> operatorDefined) {
    Set<String> defined = new HashSet<>();
    operatorDefined.forEach(name -> defined.add(fold(name)));
    this.operatorDefined = Set.copyOf(defined);
    Set<String> legacy = new HashSet<>(LEGACY.keySet());
    legacy.removeAll(defined);
    this.blocked = Set.copyOf(legacy);
  }

  /** The form in which names are compared. */
  static String fold(String name) {
    return OutsideText.trimmed(name).toLowerCase(Locale.ROOT);
  }

  /** Legacy names that mean something else than themselves here. */
  Set<String> blocked() {
    return blocked;
  }

  /** Whether a name, in whatever case, is one of {@link #blocked}. */
  boolean isBlocked(String name) {
    return blocked.contains(fold(name));
  }

  /** The folded names that mean something else in others, in order. */
  List<String> differingFrom(ProviderNames others) {
    return Stream.of(operatorDefined, others.operatorDefined)
        .flatMap(Set::stream)
        .filter(name -> !meaning(name).equals(others.meaning(name)))
        .distinct()
        .sorted()
        .toList();
  }

  /** What a folded name means; an unknown one means itself. */
  Meaning meaning(String folded) {
    if (operatorDefined.contains(folded)) {
      return new Meaning(folded, RuntimeIntent.usual());
    }
    return LEGACY.getOrDefault(
        folded, new Meaning(ALIASES.getOrDefault(folded, folded), RuntimeIntent.usual()));
  }

  private static RuntimeIntent runtime(String id) {
    return RuntimeIntent.named(new RuntimeId(id));
  }

  /**
   * What a provider's name means.
   *
   * @param implied the runtime a legacy name stands for besides
   */
  record Meaning(String provider, RuntimeIntent implied) {}
}
