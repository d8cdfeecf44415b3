package dev.holdfast.app.demo;

import dev.holdfast.domain.transcript.Item;
import java.util.List;

/** What the demo model has to say. */
sealed interface DemoAnswer {

  /** Words, never empty. */
  record Says(String text) implements DemoAnswer {}

  /** A refusal in these words. */
  record Refuses(String text) implements DemoAnswer {}

  /** Calls of tools, at least one. */
  record Calls(List<Item.ToolCall> calls) implements DemoAnswer {
    public Calls {
      calls = List.copyOf(calls);
    }
  }
}
