package dev.holdfast.adapters.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines for a reader. Everything that passes is escaped here, so no caller can forget it. */
final class Screen {

  private final PrintStream stream;
  private final Terminal terminal;
  private final Colours.Shown shown;
  private final NamedHome home;

  /** Shows text alone. */
  Screen(PrintStream stream, Terminal terminal) {
    this(stream, terminal, Colours.Shown.TEXT, NamedHome.NONE);
  }

  Screen(PrintStream stream, Terminal terminal, Colours.Shown shown, NamedHome home) {
    this.stream = stream;
    this.terminal = terminal;
    this.shown = shown;
    this.home = home;
  }

  /** One line; a line break in the text becomes visible and breaks nothing. */
  void line(String text) {
    stream.println(PlainText.of(text));
  }

  /** One line of what to do next, with commands that work on the home of this command line. */
  void advice(String text) {
    line(home.in(text));
  }

  /** One line whose begin stands out, where that can be shown. */
  void line(Emphasis emphasis, String begin, String rest) {
    stream.println(
        switch (shown) {
          case TEXT, LINES -> PlainText.of(begin + rest);
          case COLOURS -> emphasis.of(PlainText.of(begin)) + PlainText.of(rest);
        });
  }

  /** The same with commands that work on the home of this command line. */
  void advice(Emphasis emphasis, String begin, String rest) {
    line(emphasis, begin, home.in(rest));
  }

  /** Text of several lines, each behind the indent. */
  void block(String indent, String text) {
    text.lines().forEach(line -> line(indent + line));
  }

  /** A question, which whoever reads it answers on the same line. */
  void ask(String question) {
    stream.print(PlainText.of(question));
    stream.flush();
  }

  void blank() {
    stream.println();
  }

  /** Facts with their names in a column of their own. */
  void facts(Map<String, String> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach((name, value) -> line(name + " ".repeat(width - name.length() + 2) + value));
  }

  /** A table, cut to the terminal's width. */
  void table(Table table) {
    Table.Layout layout = table.layout(terminal.columns());
    layout.headings().forEach(heading -> line(Emphasis.HEADING, heading, ""));
    layout.lines().forEach(this::line);
  }

  /** What is printed is on its way, even if the process ends hard. */
  void flush() {
    stream.flush();
  }

  /** Whether all that was printed could be written. */
  boolean isWhole() {
    return !stream.checkError();
  }

  /** An ordered map of facts: name, value, name, value. */
  static Map<String, String> named(List<String> namesAndValues) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      facts.put(namesAndValues.get(i), namesAndValues.get(i + 1));
    }
    return facts;
  }
}
