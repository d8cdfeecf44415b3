package dev.holdfast.adapters.http;

import dev.holdfast.domain.route.ProviderId;
import java.util.Map;

/** The upstreams that can be asked, by provider. */
public record UpstreamSettings(Map<ProviderId, UpstreamProvider> providers) {

  public UpstreamSettings {
    providers = Map.copyOf(providers);
  }
}
