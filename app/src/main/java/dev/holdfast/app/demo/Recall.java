package dev.holdfast.app.demo;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what was said earlier about a question. */
final class Recall {

  private Recall() {}

  /** Something said earlier, and the words that say by whom. */
  record Found(String speaker, String sentence) {}

  /**
   * The sentence that has the most telling words in common with the question; of equals the newest,
   * and of what the assistant said only what nobody else did. Questions tell nothing. A question
   * without telling words asks for the newest.
   *
   * @param question one sentence
   */
  static Optional<Found> find(String question, List<Item> conversation) {
    Best said = new Best(question);
    Best own = new Best(question);
    for (Item item : conversation) {
      switch (item) {
        case Item.Message message when message.role() == Role.ASSISTANT ->
            own.consider("I said", Parts.text(message.content()));
        case Item.Message message when message.role() == Role.USER ->
            said.consider("You told me", Parts.text(message.content()));
        case Item.Message message ->
            said.consider("My instructions say", Parts.text(message.content()));
        case Item.ToolResult result -> said.consider("A tool told me", Parts.text(result.output()));
        case Item.ToolCall _, Item.Other _ -> {
          // what it asked for is no fact, and thoughts are none
        }
      }
    }
    return said.found().or(own::found);
  }

  /** The best sentence so far. */
  private static final class Best {

    private final String question;
    private final Set<String> asked;
    private long shared;

    /** Each at least as good as the one before it. */
    private final List<Found> better = new ArrayList<>();

    Best(String question) {
      this.question = question;
      this.asked = Words.telling(question);
      this.shared = asked.isEmpty() ? 0 : 1;
    }

    void consider(String speaker, String text) {
      for (String sentence : Words.sentences(text)) {
        Set<String> words = Words.of(sentence);
        long common = asked.stream().filter(words::contains).count();
        if (common >= shared && !Words.asks(sentence) && !sentence.equals(question)) {
          shared = common;
          better.add(new Found(speaker, sentence));
        }
      }
    }

    Optional<Found> found() {
      return better.isEmpty() ? Optional.empty() : Optional.of(better.getLast());
    }
  }
}
