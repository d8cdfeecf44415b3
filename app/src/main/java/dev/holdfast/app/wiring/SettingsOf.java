package dev.holdfast.app.wiring;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.UpstreamApi;
import dev.holdfast.adapters.http.UpstreamCredential;
import dev.holdfast.adapters.http.UpstreamProvider;
import dev.holdfast.adapters.http.UpstreamSettings;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.Credential;
import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.app.configuration.KeySource;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.app.configuration.Secret;
import dev.holdfast.domain.route.ProviderId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a configuration that each adapter works with, in the adapter's own words. */
final class SettingsOf {

  private SettingsOf() {}

  /**
   * How the server listens.
   *
   * @param port in place of the configured one
   */
  static HttpSettings server(Configuration configuration, int port) {
    GatewaySettings gateway = configuration.gateway();
    return new HttpSettings(
        gateway.bind(),
        port,
        gateway.allowedHosts(),
        gateway.corsOrigins(),
        configuration.session().keyFrom().stream().map(SettingsOf::keySource).toList());
  }

  static UpstreamSettings upstreams(Configuration configuration) {
    Map<ProviderId, UpstreamProvider> providers =
        configuration.providers().values().stream()
            .collect(Collectors.toMap(ProviderSettings::id, SettingsOf::upstream));
    return new UpstreamSettings(providers);
  }

  /** What the log must not show. */
  static List<Secret> secrets(Configuration configuration) {
    return configuration.providers().values().stream()
        .flatMap(
            provider ->
                switch (provider.credential()) {
                  case Credential.Key(Secret secret) -> Stream.of(secret);
                  case Credential.None(), Credential.LeftAlone() -> Stream.empty();
                })
        .toList();
  }

  private static UpstreamProvider upstream(ProviderSettings provider) {
    return new UpstreamProvider(
        provider.baseUrl(),
        switch (provider.api()) {
          case CHAT ->
              switch (provider.maxTokensName()) {
                case MAX_COMPLETION_TOKENS -> UpstreamApi.CHAT;
                case MAX_TOKENS -> UpstreamApi.CHAT_WITH_MAX_TOKENS;
              };
          case RESPONSES -> UpstreamApi.RESPONSES;
        },
        switch (provider.credential()) {
          case Credential.None(), Credential.LeftAlone() -> new UpstreamCredential.None();
          case Credential.Key(Secret secret) -> new UpstreamCredential.BearerKey(secret.reveal());
        });
  }

  private static HttpSettings.KeySource keySource(KeySource source) {
    return switch (source) {
      case KeySource.Header header ->
          new HttpSettings.KeySource(
              HttpSettings.Place.HEADER,
              header.name(),
              header.template().before(),
              header.template().after());
      case KeySource.Body body ->
          new HttpSettings.KeySource(
              HttpSettings.Place.BODY,
              body.member(),
              body.template().before(),
              body.template().after());
    };
  }
}
