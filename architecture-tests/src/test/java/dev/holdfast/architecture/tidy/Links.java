package dev.holdfast.architecture.tidy;

import dev.holdfast.architecture.TextFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The links of documents to each other.
 *
 * @param documents every file a link may lead to, by its path
 */
record Links(Map<String, TextFile> documents) {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

  /** The links in a document that lead nowhere. */
  List<String> broken(TextFile document) {
    return LINK.matcher(document.text())
        .results()
        .map(match -> match.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .filter(link -> !leadsSomewhere(document, link))
        .map(link -> document.path() + ": " + link)
        .toList();
  }

  private boolean leadsSomewhere(TextFile document, String link) {
    String[] parts = link.split("#", 2);
    String path = parts[0].isEmpty() ? document.path() : beside(document, parts[0]);
    if (documents.keySet().stream().noneMatch(known -> isAt(known, path))) {
      return false;
    }
    return parts.length == 1
        || documents.containsKey(path) && headings(documents.get(path)).anyMatch(parts[1]::equals);
  }

  private static boolean isAt(String known, String path) {
    return known.equals(path) || known.startsWith(path + '/');
  }

  private static String beside(TextFile document, String link) {
    Path resolved = Path.of(document.path()).resolveSibling(link).normalize();
    return resolved.toString().replace('\\', '/');
  }

  private static Stream<String> headings(TextFile document) {
    return HEADING
        .matcher(document.text())
        .results()
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'));
  }
}
