package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.UpstreamProvider;
import dev.holdfast.adapters.http.UpstreamSettings;
import dev.holdfast.domain.route.ProviderId;
import jakarta.inject.Provider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The upstreams as the settings have them at the moment. One that the settings have no more is kept
 * as it was last: a turn that had begun may still ask it, and none begins that could.
 */
final class Upstreams {

  private final Provider<UpstreamSettings> settings;
  private final Map<ProviderId, Known> known = new ConcurrentHashMap<>();

  Upstreams(Provider<UpstreamSettings> settings) {
    this.settings = settings;
    settings.get().providers().forEach(this::know);
  }

  private record Known(UpstreamProvider provider, Upstream upstream) {}

  /**
   * How a provider is asked now.
   *
   * @throws IllegalArgumentException if the settings never named it
   */
  Upstream of(ProviderId id) {
    @Nullable UpstreamProvider provider = settings.get().providers().get(id);
    @Nullable Known one = provider == null ? known.get(id) : know(id, provider);
    if (one == null) {
      throw new IllegalArgumentException("no upstream is set up for " + id);
    }
    return one.upstream();
  }

  private Known know(ProviderId id, UpstreamProvider provider) {
    return known.compute(
        id,
        (_, before) ->
            before != null && before.provider().equals(provider)
                ? before
                : new Known(provider, Upstream.of(id, provider)));
  }
}
