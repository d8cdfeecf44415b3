package dev.holdfast.adapters.http;

import java.net.URI;

/**
 * How one provider is reached.
 *
 * @param baseUrl what API paths are appended to, such as {@code https://host/v1}: absolute, http or
 *     https, without query and fragment; a trailing slash does not matter
 */
public record UpstreamProvider(URI baseUrl, UpstreamApi api, UpstreamCredential credential) {

  public UpstreamProvider {
    String scheme = baseUrl.getScheme();
    boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!http
        || baseUrl.getHost() == null
        || baseUrl.getRawUserInfo() != null
        || baseUrl.getRawQuery() != null
        || baseUrl.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "a base URL is http or https and has a host, but no user, query or fragment");
    }
  }
}
