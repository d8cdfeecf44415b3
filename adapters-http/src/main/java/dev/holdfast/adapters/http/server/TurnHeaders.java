package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.HttpSettings.KeySource;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.ports.in.TurnRequest.History;
import dev.holdfast.ports.in.TurnRequest.Target;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Locale;
import java.util.Map;

/** Reads from a request's headers what a turn belongs to; keys may come from the body too. */
final class TurnHeaders {

  static final String KEY = "x-holdfast-session-key";
  static final String SESSION = "x-holdfast-session-id";
  static final String TURN = "x-holdfast-turn-id";
  static final String ROUTE = "x-holdfast-route";
  static final String HISTORY = "x-holdfast-history";
  static final String AGENT = "x-holdfast-agent-id";
  static final String EPHEMERAL = "x-holdfast-ephemeral";
  static final String WHEN_BUSY = "x-holdfast-when-busy";

  private static final String KEY_ALIAS = "x-openclaw-session-key";
  private static final String AGENT_ALIAS = "x-openclaw-agent-id";

  private final Provider<HttpSettings> settings;

  @Inject
  TurnHeaders(Provider<HttpSettings> settings) {
    this.settings = settings;
  }

  /**
   * Which conversation a request belongs to.
   *
   * @param texts members of the body that a key may be made of
   * @throws HttpProblem if the headers contradict each other
   */
  Target target(Exchange exchange, Map<String, String> texts) {
    String named = exchange.header(KEY, KEY_ALIAS);
    String session = exchange.header(SESSION);
    if (isEphemeral(exchange)) {
      return new Target.Stateless();
    }
    String key = named.isEmpty() ? derived(exchange, texts) : named;
    if (key.isEmpty() && !session.isEmpty()) {
      throw HttpProblem.of(
          RequestFault.INVALID_HEADER,
          "A session id counts only beside its session key: send " + KEY + " too.",
          KEY);
    }
    if (key.isEmpty()) {
      return new Target.Stateless();
    }
    return session.isEmpty() ? new Target.ByKey(key) : new Target.ById(key, session);
  }

  /**
   * Whether nothing of the turn shall be kept. Any word asks for it but one that says no: chat
   * pages fill in what the turn is for.
   */
  static boolean isEphemeral(Exchange exchange) {
    return switch (exchange.header(EPHEMERAL).toLowerCase(Locale.ROOT)) {
      case "", "false", "0", "no" -> false;
      default -> true;
    };
  }

  private String derived(Exchange exchange, Map<String, String> texts) {
    for (KeySource source : settings.get().keyFrom()) {
      String value = value(source, exchange, texts);
      if (!value.isEmpty()) {
        return source.keyFor(value);
      }
    }
    return "";
  }

  private static String value(KeySource source, Exchange exchange, Map<String, String> texts) {
    return switch (source.place()) {
      case HEADER -> exchange.header(source.name());
      case BODY -> texts.getOrDefault(source.name(), "").strip();
    };
  }

  /**
   * What a client called a parameter that has several names: key and agent have two headers each,
   * and the key may come from elsewhere.
   */
  String sentAs(String parameter, Exchange exchange, Map<String, String> texts) {
    return switch (parameter) {
      case KEY -> exchange.header(KEY).isEmpty() ? keySentAs(exchange, texts) : KEY;
      case AGENT ->
          exchange.header(AGENT).isEmpty() && !exchange.header(AGENT_ALIAS).isEmpty()
              ? AGENT_ALIAS
              : AGENT;
      default -> parameter;
    };
  }

  private String keySentAs(Exchange exchange, Map<String, String> texts) {
    if (!exchange.header(KEY_ALIAS).isEmpty()) {
      return KEY_ALIAS;
    }
    return settings.get().keyFrom().stream()
        .filter(source -> !value(source, exchange, texts).isEmpty())
        .map(KeySource::name)
        .findFirst()
        .orElse(KEY);
  }

  /** The agent the headers name, empty if they name none. */
  static String agent(Exchange exchange) {
    return exchange.header(AGENT, AGENT_ALIAS);
  }

  /**
   * How the request's messages relate to the transcript.
   *
   * @throws HttpProblem if the header says something unknown
   */
  static History history(Exchange exchange) {
    String mode = exchange.header(HISTORY).toLowerCase(Locale.ROOT);
    return switch (mode) {
      case "" -> new History.Configured();
      case "auto" -> new History.Asked(HistoryMode.AUTO);
      case "append" -> new History.Asked(HistoryMode.APPEND);
      case "full" -> new History.Asked(HistoryMode.FULL);
      default ->
          throw HttpProblem.of(
              RequestFault.INVALID_HEADER, HISTORY + " must be auto, append or full.", HISTORY);
    };
  }
}
