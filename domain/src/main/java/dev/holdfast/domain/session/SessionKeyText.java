package dev.holdfast.domain.session;

import dev.holdfast.domain.text.OutsideText;
import java.util.Locale;

/**
 * Brings the text of keys into their one canonical form. Everything here takes time linear in the
 * text: keys come from outside.
 */
final class SessionKeyText {

  private static final String HEARTBEAT = ":heartbeat";
  private static final String SIGNAL_GROUP = "signal:group:";
  private static final String MATRIX_CHANNEL = "matrix:channel:";
  private static final String MATRIX_GROUP = "matrix:group:";

  private SessionKeyText() {}

  /** Whether a canonical key is short enough. */
  static boolean fits(String key) {
    int counted = endsInHeartbeat(key) ? key.length() - HEARTBEAT.length() : key.length();
    return key.codePointCount(0, counted) <= SessionKey.MAX_CODE_POINTS;
  }

  /**
   * In lower case, but for what two networks tell apart by case: the id of a Signal group, and
   * everything after the head of a Matrix room, whose thread marker alone is folded.
   */
  static String folded(String rest) {
    int body = bodyStart(rest);
    for (String head : new String[] {MATRIX_CHANNEL, MATRIX_GROUP}) {
      if (startsWithAscii(rest, body, head)) {
        int room = body + head.length();
        return rest.substring(0, room).toLowerCase(Locale.ROOT)
            + withFoldedThreadMarker(rest.substring(room));
      }
    }
    return foldedButSignalGroups(rest);
  }

  /** Where the text begins that no {@code agent:<agentId>:} stands before. */
  static int bodyStart(String rest) {
    int body = 0;
    while (startsWithAscii(rest, body, ParsedKey.AGENT_PREFIX)) {
      int agentEnd = rest.indexOf(':', body + ParsedKey.AGENT_PREFIX.length());
      if (agentEnd < 0) {
        break;
      }
      body = agentEnd + 1;
      while (body < rest.length() && OutsideText.isSpace(rest.charAt(body))) {
        body++;
      }
    }
    return body;
  }

  private static String withFoldedThreadMarker(String room) {
    int marker = lastIndexOfAscii(room, ThreadSplit.MARKER);
    return marker < 0
        ? room
        : room.substring(0, marker)
            + ThreadSplit.MARKER
            + room.substring(marker + ThreadSplit.MARKER.length());
  }

  private static String foldedButSignalGroups(String rest) {
    StringBuilder folded = new StringBuilder(rest.length());
    int done = 0;
    int segment = 0;
    while (segment >= 0) {
      if (startsWithAscii(rest, segment, SIGNAL_GROUP)) {
        int id = segment + SIGNAL_GROUP.length();
        int end = rest.indexOf(':', id);
        end = end < 0 ? rest.length() : end;
        folded.append(rest.substring(done, id).toLowerCase(Locale.ROOT));
        folded.append(OutsideText.trimmed(rest.substring(id, end)));
        done = end;
        segment = id;
      }
      segment = rest.indexOf(':', segment) + 1;
      segment = segment == 0 ? -1 : segment;
    }
    return folded.append(rest.substring(done).toLowerCase(Locale.ROOT)).toString();
  }

  /** Whether a key ends in the suffix of heartbeat keys. */
  static boolean endsInHeartbeat(String text) {
    int start = text.length() - HEARTBEAT.length();
    return start >= 0 && startsWithAscii(text, start, HEARTBEAT);
  }

  /** The text with all heartbeat suffixes at its end replaced by one. */
  static String withOneHeartbeat(String rest) {
    int end = rest.length();
    while (end > HEARTBEAT.length() && startsWithAscii(rest, end - HEARTBEAT.length(), HEARTBEAT)) {
      end -= HEARTBEAT.length();
    }
    return rest.substring(0, end) + HEARTBEAT;
  }

  /**
   * Whether a lower-case ASCII word stands at a place, in either case. Letters of other scripts
   * never count as equal to ASCII ones, unlike in {@link String#regionMatches}.
   */
  static boolean startsWithAscii(String text, int at, String word) {
    if (at + word.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = text.charAt(at + i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      if (lower != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where a lower-case ASCII word stands last, in either case; negative if nowhere. */
  static int lastIndexOfAscii(String text, String word) {
    int at = text.length() - word.length();
    while (at >= 0 && !startsWithAscii(text, at, word)) {
      at--;
    }
    return Math.max(at, -1);
  }
}
