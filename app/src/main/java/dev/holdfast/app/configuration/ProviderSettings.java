package dev.holdfast.app.configuration;

import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import java.net.URI;
import java.util.List;

/**
 * One upstream.
 *
 * @param id as the operator named it, a legacy name included
 * @param baseUrl what API paths are appended to: absolute, http or https, no trailing slash, no
 *     query, fragment or user
 * @param maxTokensName counts for {@link ProviderApi#CHAT} only
 * @param models the models it offers, in the operator's order; empty: any that is named
 * @param prefill whether a request may end with a message of the assistant
 */
public record ProviderSettings(
    ProviderId id,
    URI baseUrl,
    ProviderApi api,
    MaxTokensName maxTokensName,
    Credential credential,
    List<ModelSettings> models,
    Prefill prefill) {

  public ProviderSettings {
    models = List.copyOf(models);
  }

  /** Whether a route may name this model. */
  public boolean offers(ModelId model) {
    return models.isEmpty() || models.stream().anyMatch(listed -> listed.id().equals(model));
  }

  /** The limits of a model, the assumed ones if the operator states none. */
  public ModelSettings limitsOf(ModelId model) {
    return models.stream()
        .filter(listed -> listed.id().equals(model))
        .findFirst()
        .orElseGet(() -> ModelSettings.unstated(model));
  }
}
