package dev.holdfast.adapters.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has the commands that a remedy names work on the home that the command line named: without it
 * they would find another one by themselves.
 */
final class NamedHome {

  /** The program with a command behind it, and no path that ends in its name. */
  private static final Pattern COMMAND = Pattern.compile("(?<![\\w/.-])holdfast (?=[a-z])");

  /** What no shell gives a meaning. */
  private static final Pattern PLAIN = Pattern.compile("[\\w/.,:+@%-]+");

  private NamedHome() {}

  /** The answer with each remedy as it holds for that command line. */
  static Answer in(Answer answer, String... arguments) {
    return switch (answer) {
      case Answer.Done done -> done;
      case Answer.Found found -> found;
      case Answer.Problem problem -> {
        String home = of(arguments);
        yield home.isEmpty()
            ? problem
            : problem.remediedAs(
                problem.remedies().stream().map(remedy -> naming(home, remedy)).toList());
      }
    };
  }

  /** As it was typed, also where the rest of the line makes no sense; empty if it was not. */
  private static String of(String... arguments) {
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
    return home;
  }

  private static String naming(String home, String remedy) {
    return remedy.contains(SharedOptions.HOME)
        ? remedy
        : COMMAND
            .matcher(remedy)
            .replaceAll(
                Matcher.quoteReplacement(
                    "holdfast " + SharedOptions.HOME + " " + quoted(home) + " "));
  }

  private static String quoted(String home) {
    return PLAIN.matcher(home).matches() ? home : "'" + home.replace("'", "'\\''") + "'";
  }
}
