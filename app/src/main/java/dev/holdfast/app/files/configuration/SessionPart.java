package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.KeySource;
import dev.holdfast.app.configuration.KeyTemplate;
import dev.holdfast.app.configuration.SessionSettings;
import dev.holdfast.domain.session.MainKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys of {@code session}, and what they mean. */
final class SessionPart {

  /** Each source is looked up in every request. */
  private static final int MAX_SOURCES = 16;

  /** Source: RFC 9110, section 5.6.2: the characters of a token. */
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  /** Keys are stored and shown, so what proves who asks must never become one. */
  private static final Set<String> CREDENTIAL_HEADERS =
      Set.of("authorization", "proxy-authorization", "api-key", "x-api-key", "cookie");

  private static final Key<String> MAIN_KEY =
      Key.optional(
              "mainKey",
              new TextShape<>(
                  "a session key without an agent, and not one of the reserved names",
                  text -> Optional.of(text).filter(MainKey::isValid)),
              "What an agent's main session is called.")
          .orElse(SessionSettings.DEFAULT_MAIN_KEY);

  private static final Key<String> HEADER_NAME =
      Key.optional(
          "header",
          new TextShape<>(
              "the name of a request header that carries no credential", SessionPart::header),
          "The request header that holds the value.");

  private static final Key<String> BODY_MEMBER =
      Key.optional(
          "body",
          new TextShape<>(
              "the name of a member", text -> Optional.of(text).filter(name -> !name.isBlank())),
          "The member of the request body that holds the value, a string.");

  private static final Key<KeyTemplate> TEMPLATE =
      Key.optional(
              "key",
              new TextShape<>(
                  "a text that holds " + KeyTemplate.PLACEHOLDER + " once", SessionPart::template),
              "The session key to make of the value.")
          .orElse(KeyTemplate.PLACEHOLDER);

  private static final Key<List<Located<Section>>> KEY_FROM =
      Key.optional(
              "keyFrom",
              new ItemsShape<>(
                  new MembersShape(List.of(HEADER_NAME, BODY_MEMBER, TEMPLATE)), MAX_SOURCES),
              "Where the session key of a request comes from when it names none itself: a header"
                  + " or a member of the body. The first that has a value wins.")
          .orElse(List.of());

  static final MembersShape SHAPE = new MembersShape(List.of(MAIN_KEY, KEY_FROM));

  private SessionPart() {}

  static SessionSettings settings(Section section, Problems problems) {
    List<KeySource> sources =
        section.get(KEY_FROM, List.of()).stream()
            .flatMap(source -> source(source.value(), problems))
            .toList();
    return new SessionSettings(section.get(MAIN_KEY, SessionSettings.DEFAULT_MAIN_KEY), sources);
  }

  private static Stream<KeySource> source(Section section, Problems problems) {
    if (section.mentions(HEADER_NAME) == section.mentions(BODY_MEMBER)) {
      problems.error(
          section.place(),
          "config-key-source-unclear",
          "A source of session keys names either a header or a member of the body.",
          "Name one of \"header\" and \"body\".");
      return Stream.empty();
    }
    KeyTemplate template = section.get(TEMPLATE, KeyTemplate.BARE);
    return Stream.concat(
        section.find(HEADER_NAME).stream()
            .map(name -> new KeySource.Header(name.value(), template)),
        section.find(BODY_MEMBER).stream()
            .map(member -> new KeySource.Body(member.value(), template)));
  }

  private static Optional<String> header(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return HEADER.matcher(text).matches() && !CREDENTIAL_HEADERS.contains(name)
        ? Optional.of(name)
        : Optional.empty();
  }

  private static Optional<KeyTemplate> template(String text) {
    return KeyTemplate.isValid(text) ? Optional.of(KeyTemplate.of(text)) : Optional.empty();
  }
}
