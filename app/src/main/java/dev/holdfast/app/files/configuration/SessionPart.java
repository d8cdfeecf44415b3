package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.KeySource;
import dev.holdfast.app.configuration.KeyTemplate;
import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.configuration.SessionSettings;
import dev.holdfast.domain.session.MainKey;
import dev.holdfast.domain.session.ResetPolicy;
import java.time.Duration;
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

  private static final Key<Integer> DEPTH =
      Key.optional(
              "depth",
              new WholeNumberShape(0, QueueSettings.MAX_DEPTH),
              "How many requests may wait for one session; one more is refused.")
          .orElse(QueueSettings.DEFAULT_DEPTH);

  private static final Key<Duration> WAIT =
      Key.optional(
              "wait",
              new DurationShape(Duration.ofMillis(1), Duration.ofHours(1)),
              "How long a request may wait for its session before it is refused.")
          .orElse(DurationText.print(QueueSettings.DEFAULT_WAIT));

  private static final Key<Section> QUEUE =
      Key.optional(
          "queue",
          new MembersShape(List.of(DEPTH, WAIT)),
          "What bounds the requests that wait while another turn of their session runs.");

  private static final Key<Section> RESET =
      Key.optional(
          "reset",
          ResetPart.WHOLE,
          "When the conversation of a session ends by itself, so that the next turn begins anew.");

  static final MembersShape SHAPE = new MembersShape(List.of(MAIN_KEY, KEY_FROM, RESET, QUEUE));

  private SessionPart() {}

  static SessionSettings settings(Section section, Problems problems) {
    List<KeySource> sources =
        section.get(KEY_FROM, List.of()).stream()
            .flatMap(source -> source(source.value(), problems))
            .toList();
    return new SessionSettings(
        section.get(MAIN_KEY, SessionSettings.DEFAULT_MAIN_KEY),
        sources,
        section.find(RESET).map(reset -> ResetPart.policy(reset.value())).orElse(ResetPolicy.NONE),
        section.find(QUEUE).map(queue -> queue(queue.value())).orElseGet(QueueSettings::defaults));
  }

  private static QueueSettings queue(Section section) {
    return new QueueSettings(
        section.get(DEPTH, QueueSettings.DEFAULT_DEPTH),
        section.get(WAIT, QueueSettings.DEFAULT_WAIT));
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
