package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.Credential;
import dev.holdfast.app.configuration.MaxTokensName;
import dev.holdfast.app.configuration.ProviderApi;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of {@code providers}, and what they mean. */
final class ProvidersPart {

  /** More models than any provider offers by name. */
  private static final int MAX_MODELS = 1000;

  private static final Key<URI> BASE_URL =
      Key.required(
          "baseUrl",
          new TextShape<>(
              "an http or https URL without user, query or fragment, such as"
                  + " \"https://api.openai.com/v1\"",
              ProvidersPart::baseUrl),
          "What API paths are appended to, usually ending in /v1.");

  private static final Key<ProviderApi> API =
      Key.optional(
              "api",
              ChoiceShape.of(List.of(ProviderApi.CHAT, ProviderApi.RESPONSES)),
              "The API the provider is asked by: chat completions or responses.")
          .orElse("chat");

  private static final Key<MaxTokensName> MAX_TOKENS_NAME =
      Key.optional(
              "maxTokensName",
              ChoiceShape.of(
                  List.of(MaxTokensName.MAX_COMPLETION_TOKENS, MaxTokensName.MAX_TOKENS)),
              "What a provider of chat completions calls the bound of an answer.")
          .orElse("max_completion_tokens");

  private static final Key<SecretReference> API_KEY =
      Key.optional(
          "apiKey",
          new SecretShape(),
          "The credential: ${VARIABLE} of the environment, or {\"file\": path}.");

  private static final Key<List<Located<Section>>> MODELS =
      Key.optional(
              "models",
              new ItemsShape<>(ModelsPart.SHAPE, MAX_MODELS),
              "The models the provider offers; if none is listed, any that is named.")
          .orElse(List.of());

  private static final Key<Prefill> PREFILL =
      Key.optional(
              "prefill",
              ChoiceShape.of(List.of(Prefill.REFUSED, Prefill.ALLOWED)),
              "Whether a request may end with a message of the assistant that the model goes on"
                  + " with.")
          .orElse("refused");

  static final TableShape<ProviderId, Section> SHAPE =
      new TableShape<>(
          "a provider name: 1 to 128 characters, no slash",
          text -> ProviderId.isValid(text) ? Optional.of(ProviderId.of(text)) : Optional.empty(),
          new MembersShape(List.of(BASE_URL, API, MAX_TOKENS_NAME, API_KEY, MODELS, PREFILL)));

  private final SecretSource secrets;
  private final Problems problems;

  ProvidersPart(SecretSource secrets, Problems problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  /** The providers whose keys could be read, in order. */
  Map<ProviderId, ProviderSettings> settings(Table<ProviderId, Section> table) {
    Map<ProviderId, ProviderSettings> providers = new LinkedHashMap<>();
    for (Table.Entry<ProviderId, Section> entry : table.entries()) {
      Credential credential = credential(entry.value());
      entry
          .value()
          .find(BASE_URL)
          .map(url -> provider(entry, url, credential))
          .ifPresent(settings -> providers.put(entry.name(), settings));
    }
    return providers;
  }

  private ProviderSettings provider(
      Table.Entry<ProviderId, Section> entry, Located<URI> baseUrl, Credential credential) {
    Section section = entry.value();
    warnOfPlainText(baseUrl, section);
    return new ProviderSettings(
        entry.name(),
        baseUrl.value(),
        section.get(API, ProviderApi.CHAT),
        section.get(MAX_TOKENS_NAME, MaxTokensName.MAX_COMPLETION_TOKENS),
        credential,
        ModelsPart.settings(entry.name(), section.get(MODELS, List.of()), problems),
        section.get(PREFILL, Prefill.REFUSED));
  }

  private Credential credential(Section section) {
    Optional<Located<SecretReference>> reference = section.find(API_KEY);
    return reference.isPresent() ? credential(reference.get()) : new Credential.None();
  }

  private Credential credential(Located<SecretReference> reference) {
    return switch (reference.value()) {
      case SecretReference.Variable(String name) ->
          resolved(secrets.variable(name), reference.place());
      case SecretReference.File(String path) -> resolved(secrets.file(path), reference.place());
      case SecretReference.Literal literal -> {
        problems.warning(
            reference.place(),
            "config-secret-in-file",
            "The secret is written into the configuration, where copies and editors keep it.",
            "Move it to the environment (\"${VARIABLE}\") or a file ({\"file\": \"path\"}).");
        yield new Credential.Key(literal.secret());
      }
    };
  }

  private Credential resolved(SecretSource.Resolution resolution, Place place) {
    return switch (resolution) {
      case SecretSource.Resolution.Found found -> new Credential.Key(found.secret());
      case SecretSource.Resolution.LeftAlone() -> new Credential.LeftAlone();
      case SecretSource.Resolution.NotFound(String reason) -> {
        problems.error(
            place,
            "config-secret-missing",
            "The secret cannot be had: " + reason + ".",
            "Provide it, or remove the key if the provider asks for none.");
        yield new Credential.LeftAlone();
      }
    };
  }

  private void warnOfPlainText(Located<URI> baseUrl, Section section) {
    if (section.mentions(API_KEY)
        && "http".equals(baseUrl.value().getScheme())
        && !isThisMachine(baseUrl.value().getHost())) {
      problems.warning(
          baseUrl.place(),
          "config-credential-in-plain-text",
          "The credential goes to another machine unencrypted.",
          "Use an https URL.");
    }
  }

  private static boolean isThisMachine(String host) {
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  private static Optional<URI> baseUrl(String text) {
    try {
      URI uri = URI.create(text.replaceFirst("/+$", ""));
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean bare =
          uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      return web && bare && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
