package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.UpstreamCredential;
import dev.holdfast.adapters.http.UpstreamProvider;
import dev.holdfast.domain.route.ProviderId;
import java.net.URI;

/**
 * One provider, as the client calls it.
 *
 * @param endpoint where its models are asked
 * @param authorization the header's value, empty if there is none
 */
record Upstream(URI endpoint, Dialect dialect, String authorization, UpstreamFailures failures) {

  static Upstream of(ProviderId id, UpstreamProvider provider) {
    String base = provider.baseUrl().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String key =
        switch (provider.credential()) {
          case UpstreamCredential.None none -> "";
          case UpstreamCredential.BearerKey bearer -> bearer.key();
        };
    Dialect dialect = Dialect.of(provider.api());
    return new Upstream(
        URI.create(root + dialect.path()),
        dialect,
        key.isEmpty() ? "" : "Bearer " + key,
        new UpstreamFailures(id.value(), key));
  }

  /** Never shows the credential. */
  @Override
  public String toString() {
    return "Upstream[" + endpoint + "]";
  }
}
