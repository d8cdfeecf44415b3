package dev.holdfast.domain.route;

import java.util.Objects;

/**
 * A canonical route: the only kind that can be stored. There is no public way to make one but
 * {@link RouteCanonicalizer}.
 */
public final class ModelRoute {

  private final ProviderId provider;
  private final ModelId model;
  private final RuntimeIntent runtime;
  private final AuthSelection auth;

  ModelRoute(ProviderId provider, ModelId model, RuntimeIntent runtime, AuthSelection auth) {
    this.provider = provider;
    this.model = model;
    this.runtime = runtime;
    this.auth = auth;
  }

  /** Whose model it is. */
  public ProviderId provider() {
    return provider;
  }

  /** Which model, as the provider names it. */
  public ModelId model() {
    return model;
  }

  /** How the turn is executed. */
  public RuntimeIntent runtime() {
    return runtime;
  }

  /** Which credential pays. */
  public AuthSelection auth() {
    return auth;
  }

  /** {@code provider/model}, the form clients read and write. */
  public String reference() {
    return provider.value() + '/' + model.value();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelRoute that
        && provider.equals(that.provider)
        && model.equals(that.model)
        && runtime.equals(that.runtime)
        && auth.equals(that.auth);
  }

  @Override
  public int hashCode() {
    return Objects.hash(provider, model, runtime, auth);
  }

  @Override
  public String toString() {
    return reference();
  }
}
