package dev.holdfast.domain.agent;

import java.util.Locale;

/** Makes the nearest agent name out of any text, in one pass over it. */
final class AgentIdFolding {

  private AgentIdFolding() {}

  /** A canonical agent name, or the empty text if the given one holds no letter and no digit. */
  static String fold(String text) {
    if (AgentId.isValid(text)) {
      return text.strip().toLowerCase(Locale.ROOT);
    }
    return cut(withoutTrailingHyphens(hyphenated(text.strip().toLowerCase(Locale.ROOT))));
  }

  /** Runs of foreign characters become one hyphen; what stands before the first letter goes. */
  private static StringBuilder hyphenated(String lower) {
    StringBuilder name = new StringBuilder(lower.length());
    boolean gap = false;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (!isLetterOrDigit(c) && (name.isEmpty() || (c != '_' && c != '-'))) {
        gap = true;
        continue;
      }
      if (gap && !name.isEmpty()) {
        name.append('-');
      }
      gap = false;
      name.append(c);
    }
    return name;
  }

  private static StringBuilder withoutTrailingHyphens(StringBuilder name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '-') {
      end--;
    }
    name.setLength(end);
    return name;
  }

  private static String cut(StringBuilder name) {
    return name.substring(0, Math.min(name.length(), AgentId.MAX_LENGTH));
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
