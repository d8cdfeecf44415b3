package dev.holdfast.app.demo;

import dev.holdfast.app.demo.DemoParameters.CallCount;
import dev.holdfast.app.demo.DemoParameters.Tool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Decides which tools the demo model calls. */
final class ToolChoice {

  /** Shorter words of a tool's name, such as "a" and "to", stand in any text. */
  private static final int MIN_WORD_CHARACTERS = 3;

  private ToolChoice() {}

  /** The tools to call, in order; the same one may come twice. */
  static List<Tool> of(DemoParameters parameters, String text) {
    boolean fits =
        text.strip().endsWith("?")
            || parameters.tools().stream().anyMatch(tool -> relevance(tool, text) > 0);
    boolean calls =
        switch (parameters.use()) {
          case NEVER -> false;
          case AS_FITS -> fits;
          case ALWAYS -> true;
        };
    return calls && !parameters.tools().isEmpty() ? chosen(parameters, text) : List.of();
  }

  private static List<Tool> chosen(DemoParameters parameters, String text) {
    List<Tool> ranked = new ArrayList<>(parameters.tools());
    ranked.sort(Comparator.comparingInt((Tool tool) -> relevance(tool, text)).reversed());
    Tool best = ranked.getFirst();
    Set<String> words = Words.of(text);
    boolean two = words.contains("both") || words.contains("twice");
    if (!two || parameters.calls() == CallCount.ONE) {
      return List.of(best);
    }
    boolean another = words.contains("both") && ranked.size() > 1;
    return List.of(best, another ? ranked.get(1) : best);
  }

  /** How many words of a tool's name the text holds; its whole name counts more than any words. */
  private static int relevance(Tool tool, String text) {
    if (text.contains(tool.name())) {
      return Integer.MAX_VALUE;
    }
    Set<String> said = Words.of(text);
    return (int)
        Words.ofName(tool.name()).stream()
            .filter(word -> word.length() >= MIN_WORD_CHARACTERS)
            .filter(said::contains)
            .count();
  }
}
