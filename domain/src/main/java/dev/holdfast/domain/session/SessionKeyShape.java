package dev.holdfast.domain.session;

import java.util.List;
import java.util.Locale;

/** What the rest of a canonical key says, read segment by segment. Linear in the text. */
final class SessionKeyShape {

  private static final String CRON = "cron:";
  private static final String SUBAGENT = "subagent:";
  private static final String INTERNAL = "internal-session-effects:";
  private static final String DASHBOARD = "dashboard:";
  private static final String INCOGNITO = "incognito-";
  private static final String TOPIC = ":topic:";
  private static final String HEARTBEAT_RUN = ":heartbeat-run";

  /** A prefix of the rest and what it says; the first that fits counts. */
  private record Namespace(String prefix, SessionKeyKind kind) {}

  private static final List<Namespace> RESERVED =
      List.of(
          new Namespace(SUBAGENT, SessionKeyKind.SUBAGENT),
          new Namespace(CRON, SessionKeyKind.CRON),
          new Namespace("acp:", SessionKeyKind.ACP),
          new Namespace("harness:", SessionKeyKind.HARNESS),
          new Namespace(INTERNAL, SessionKeyKind.INTERNAL));

  private static final List<Namespace> OPEN =
      List.of(
          new Namespace("hook:", SessionKeyKind.HOOK),
          new Namespace("node-", SessionKeyKind.NODE),
          new Namespace(DASHBOARD, SessionKeyKind.DASHBOARD),
          new Namespace("explicit:", SessionKeyKind.EXPLICIT),
          new Namespace("openai:", SessionKeyKind.OPENAI),
          new Namespace("openai-user:", SessionKeyKind.OPENAI),
          new Namespace("openresponses:", SessionKeyKind.OPENAI),
          new Namespace("openresponses-user:", SessionKeyKind.OPENAI));

  private SessionKeyShape() {}

  /** The kind of a rest that is not the main key. */
  static SessionKeyKind kind(String rest) {
    if (SessionKeyText.endsInHeartbeat(rest)) {
      return SessionKeyKind.HEARTBEAT;
    }
    for (List<Namespace> namespaces : List.of(RESERVED, OPEN)) {
      for (Namespace namespace : namespaces) {
        if (rest.startsWith(namespace.prefix()) && rest.length() > namespace.prefix().length()) {
          return isCronRun(rest) ? SessionKeyKind.CRON_RUN : namespace.kind();
        }
      }
    }
    return conversation(rest);
  }

  private static SessionKeyKind conversation(String rest) {
    int thread = SessionKeyText.lastIndexOfAscii(rest, ThreadSplit.MARKER);
    if (thread > 0 && thread + ThreadSplit.MARKER.length() < rest.length()) {
      return SessionKeyKind.THREAD;
    }
    String[] segments = rest.split(":", 4);
    if (isPeer(segments, 1, "group", "channel")) {
      return rest.contains(TOPIC) ? SessionKeyKind.TOPIC : SessionKeyKind.GROUP;
    }
    boolean direct =
        isPeer(segments, 0, "direct", "dm")
            || isPeer(segments, 1, "direct", "dm")
            || isPeer(segments, 2, "direct", "dm");
    return direct ? SessionKeyKind.DIRECT : SessionKeyKind.OTHER;
  }

  /** Whether a segment is one of two words, all before it name something, and a peer follows. */
  private static boolean isPeer(String[] segments, int at, String word, String orWord) {
    if (segments.length < at + 2 || segments[at + 1].isEmpty()) {
      return false;
    }
    for (int i = 0; i < at; i++) {
      if (segments[i].isEmpty()) {
        return false;
      }
    }
    return segments[at].equals(word) || segments[at].equals(orWord);
  }

  private static boolean isCronRun(String rest) {
    String[] segments = rest.split(":", 5);
    return segments.length >= 4
        && segments[0].equals("cron")
        && !segments[1].isEmpty()
        && segments[2].equals("run")
        && !segments[3].isEmpty();
  }

  /** How many {@code subagent:} segments the rest has. */
  static int subagentDepth(String rest) {
    int depth = 0;
    int segment = 0;
    do {
      if (rest.startsWith(SUBAGENT, segment)) {
        depth++;
      }
      segment = rest.indexOf(':', segment) + 1;
    } while (segment > 0);
    return depth;
  }

  /** Whether row and transcript may live in memory only. */
  static boolean isIncognito(String rest) {
    for (String namespace : List.of(DASHBOARD, SUBAGENT, INTERNAL)) {
      int name = namespace.length() + INCOGNITO.length();
      if (rest.startsWith(namespace)
          && rest.startsWith(INCOGNITO, namespace.length())
          && rest.length() > name
          && rest.indexOf(':', name) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a channel and a peer stand in the key; a key wrapped in another never routes. */
  static boolean isDeliveryRoute(String rest) {
    if (rest.startsWith(ParsedKey.AGENT_PREFIX)) {
      return false;
    }
    String[] segments = rest.split(":", 4);
    return isPeer(segments, 1, "channel", "group")
        || isPeer(segments, 1, "direct", "dm")
        || isPeer(segments, 2, "direct", "dm");
  }

  /**
   * Whether only the gateway itself may use a key.
   *
   * @param key the whole canonical key, which decides about heartbeats
   * @param rest what follows its agent; wrapped again or not, its namespace decides
   */
  static boolean isReserved(String key, String rest) {
    String folded = key.toLowerCase(Locale.ROOT);
    if (SessionKeyText.endsInHeartbeat(folded)
        || folded.contains(HEARTBEAT_RUN + ':')
        || folded.endsWith(HEARTBEAT_RUN)) {
      return true;
    }
    String body = rest.substring(SessionKeyText.bodyStart(rest)).toLowerCase(Locale.ROOT);
    for (Namespace namespace : RESERVED) {
      if (body.startsWith(namespace.prefix())) {
        return true;
      }
    }
    return subagentDepth(body) > 0;
  }
}
