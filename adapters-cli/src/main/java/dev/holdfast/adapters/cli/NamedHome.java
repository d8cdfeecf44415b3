package dev.holdfast.adapters.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has the commands that an advice names work on the home that the command line named: without it
 * they would find another one by themselves.
 *
 * @param place as it was typed; empty if it was not
 */
record NamedHome(String place) {

  static final NamedHome NONE = new NamedHome("");

  /** The program with a command behind it, and no path that ends in its name. */
  private static final Pattern COMMAND = Pattern.compile("(?<![\\w/.-])holdfast (?=[a-z])");

  /** What no shell gives a meaning. */
  private static final Pattern PLAIN = Pattern.compile("[\\w/.,:+@%-]+");

  /** That of a command line, also where the rest of it makes no sense. */
  static NamedHome of(String... arguments) {
    String home = "";
    String before = "";
    for (String argument :
        Arrays.stream(arguments).takeWhile(each -> !each.equals("--")).toList()) {
      if (before.equals(SharedOptions.HOME)) {
        home = argument;
      } else if (argument.startsWith(SharedOptions.HOME + "=")) {
        home = argument.substring(SharedOptions.HOME.length() + 1);
      }
      before = argument;
    }
    return new NamedHome(home);
  }

  /** The advice as it holds for that command line. */
  String in(String advice) {
    return place.isEmpty() || advice.contains(SharedOptions.HOME)
        ? advice
        : COMMAND
            .matcher(advice)
            .replaceAll(
                Matcher.quoteReplacement("holdfast " + SharedOptions.HOME + " " + quoted() + " "));
  }

  private String quoted() {
    return PLAIN.matcher(place).matches() ? place : "'" + place.replace("'", "'\\''") + "'";
  }
}
