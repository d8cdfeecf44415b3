package dev.holdfast.architecture.boundary;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds flags in build files that would open one of our modules from outside. */
final class BuildFlags {

  private static final Pattern TAGS_BUT_MANIFEST_ENTRIES = Pattern.compile("</?(?!Add-)[^>]*>");

  private static final Pattern BREAKS_A_MODULE_OPEN =
      Pattern.compile(
          "(?i)(--add-(exports|opens|reads)|--patch-module|Add-(Exports|Opens))"
              + "[\\s=:\"',>]+\\S*dev\\.holdfast\\S*");

  private BuildFlags() {}

  /** The flags in a build file's text that name a module of ours, as they stand there. */
  static List<String> thatOpenOurModules(String text) {
    return BREAKS_A_MODULE_OPEN
        .matcher(TAGS_BUT_MANIFEST_ENTRIES.matcher(text).replaceAll(" "))
        .results()
        .map(MatchResult::group)
        .map(flag -> flag.replaceAll("\\s+", " "))
        .toList();
  }
}
