package dev.holdfast.domain.route;

import dev.holdfast.domain.text.OutsideText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one way from what somebody wrote to a route that may be stored: pure, total, idempotent.
 *
 * <p>What it gives never names a legacy provider unless the operator's configuration defines one of
 * that name. Model ids are never rewritten, except that under {@code openai} the prefixes {@code
 * openai/} and those of legacy providers go.
 */
public final class RouteCanonicalizer {

  /** The runtime that says: whatever is usual. */
  private static final String AUTO = "auto";

  private static final Map<String, String> RUNTIME_ALIASES =
      Map.of("codex-cli", "codex", "codex-app-server", "codex");

  private final ProviderNames names;

  /**
   * A canonicalizer that leaves alone the providers an operator defined under a legacy name or an
   * alias.
   *
   * @param operatorDefined provider names as the configuration defines them, in any case
   */
  public RouteCanonicalizer(Set<String> operatorDefined) {
    this.names = new ProviderNames(operatorDefined);
  }

  /** Provider ids that must never be stored: the legacy ones that no operator defined. */
  public Set<String> blockedProviders() {
    return names.blocked();
  }

  /**
   * The provider names that mean something else to another canonicalizer, in order; none if both
   * make the same of every draft.
   */
  public List<String> differingFrom(RouteCanonicalizer other) {
    return names.differingFrom(other.names);
  }

  /**
   * Whether a store may hold these columns of a route; the rule that its triggers enforce on
   * everybody. Names compare trimmed and in lower case.
   *
   * @param authProfile the empty text if the column is empty
   */
  public boolean mayBeStored(String provider, String model, String authProfile) {
    boolean legacyModel =
        ProviderNames.fold(provider).equals(ProviderNames.OPENAI)
            && names.isBlocked(before('/', model));
    return !names.isBlocked(provider) && !legacyModel && !names.isBlocked(before(':', authProfile));
  }

  /**
   * The route of a stored row: canonical exactly if the columns are what {@link
   * RouteDraft#of(ModelRoute)} gives for it. A row whose provider is no longer the operator's own
   * is not turned into another route here: that would change who pays.
   */
  public Canonicalization ofStored(RouteDraft columns) {
    if (canonicalize(columns) instanceof Canonicalization.Canonical canonical
        && RouteDraft.of(canonical.route()).equals(columns)) {
      return canonical;
    }
    RouteFindings findings = new RouteFindings();
    findings.notAsStored(columns);
    return new Canonicalization.NoRoute(findings.all());
  }

  /** Canonicalizes a draft. Never throws, whatever the texts hold. */
  public Canonicalization canonicalize(RouteDraft draft) {
    RouteFindings findings = new RouteFindings();
    String provider = OutsideText.trimmed(draft.provider());
    String model = OutsideText.trimmed(draft.model());
    if (provider.isEmpty()) {
      provider = OutsideText.trimmed(before('/', model));
      model =
          provider.isEmpty() ? model : OutsideText.trimmed(model.substring(model.indexOf('/') + 1));
    }
    ProviderNames.Meaning meaning = names.meaning(ProviderNames.fold(provider));
    String canonicalModel = model(meaning.provider(), model, findings);
    if (provider.isEmpty() || canonicalModel.isEmpty()) {
      return orphan(provider, model, findings);
    }
    noteProvider(provider, meaning, findings);
    String runtime = runtime(draft.runtime(), findings);
    String authProfile = authProfile(draft.authProfile(), findings);
    if (!areSound(meaning.provider(), canonicalModel, runtime, authProfile, findings)) {
      return new Canonicalization.NoRoute(findings.all());
    }
    return new Canonicalization.Canonical(
        new ModelRoute(
            new ProviderId(meaning.provider()),
            new ModelId(canonicalModel),
            runtime.isEmpty() ? meaning.implied() : RuntimeIntent.named(new RuntimeId(runtime)),
            authProfile.isEmpty()
                ? AuthSelection.configured()
                : AuthSelection.profile(new AuthProfileId(authProfile))),
        findings.all());
  }

  private static Canonicalization orphan(String provider, String model, RouteFindings findings) {
    if (!provider.isEmpty()) {
      findings.orphan("provider", provider, "model");
    } else if (!model.isEmpty()) {
      findings.orphan("model", model, "provider");
    }
    return new Canonicalization.NoRoute(findings.all());
  }

  private static void noteProvider(
      String written, ProviderNames.Meaning meaning, RouteFindings findings) {
    if (meaning.provider().equals(written)) {
      return;
    }
    String id =
        switch (meaning.implied()) {
          case RuntimeIntent.Named named -> "route-provider-legacy";
          case RuntimeIntent.Usual usual -> "route-provider-respelled";
        };
    findings.changed(id, "provider", written, meaning.provider());
  }

  /** The model without the prefixes that it must not have under {@code openai}. */
  private String model(String provider, String model, RouteFindings findings) {
    if (!provider.equals(ProviderNames.OPENAI)) {
      return model;
    }
    int start = 0;
    for (int slash = model.indexOf('/'); slash >= 0; slash = model.indexOf('/', start)) {
      String prefix = ProviderNames.fold(model.substring(start, slash));
      if (!prefix.equals(ProviderNames.OPENAI) && !names.isBlocked(prefix)) {
        break;
      }
      start = slash + 1;
    }
    String bare = OutsideText.trimmed(model.substring(start));
    if (!bare.equals(model) && !bare.isEmpty()) {
      findings.changed("route-model-prefix", "model", model, bare);
    }
    return bare;
  }

  private static String runtime(String written, RouteFindings findings) {
    String folded = ProviderNames.fold(written);
    if (folded.equals(AUTO)) {
      return "";
    }
    String runtime = RUNTIME_ALIASES.getOrDefault(folded, folded);
    if (!runtime.equals(OutsideText.trimmed(written))) {
      findings.changed("route-runtime-respelled", "runtime", OutsideText.trimmed(written), runtime);
    }
    return runtime;
  }

  private String authProfile(String written, RouteFindings findings) {
    String profile = OutsideText.trimmed(written);
    String prefix = before(':', profile);
    if (!names.isBlocked(prefix)) {
      return profile;
    }
    String provider = names.meaning(ProviderNames.fold(prefix)).provider();
    String canonical = provider + profile.substring(prefix.length());
    findings.changed("route-auth-profile-legacy", "auth profile", profile, canonical);
    return canonical;
  }

  private static boolean areSound(
      String provider, String model, String runtime, String authProfile, RouteFindings findings) {
    boolean sound = true;
    if (!isSound(provider, ProviderId.MAX_LENGTH) || provider.indexOf('/') >= 0) {
      findings.invalid("provider", provider, ProviderId.MAX_LENGTH);
      sound = false;
    }
    if (!isSound(model, ModelId.MAX_LENGTH)) {
      findings.invalid("model", model, ModelId.MAX_LENGTH);
      sound = false;
    }
    if (!runtime.isEmpty() && !isSound(runtime, RuntimeId.MAX_LENGTH)) {
      findings.invalid("runtime", runtime, RuntimeId.MAX_LENGTH);
      sound = false;
    }
    if (!authProfile.isEmpty() && !isSound(authProfile, AuthProfileId.MAX_LENGTH)) {
      findings.invalid("auth profile", authProfile, AuthProfileId.MAX_LENGTH);
      sound = false;
    }
    return sound;
  }

  private static boolean isSound(String text, int maxLength) {
    return !text.isEmpty() && text.length() <= maxLength && OutsideText.isPrintable(text);
  }

  /** What stands before the first mark; the empty text if there is no mark. */
  private static String before(char mark, String text) {
    return text.substring(0, Math.max(text.indexOf(mark), 0));
  }
}
