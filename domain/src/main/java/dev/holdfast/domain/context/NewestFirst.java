package dev.holdfast.domain.context;

import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The default assembly: the newest events that the budget holds, and of those that no longer fit
 * the oldest left out in steps.
 *
 * <p>What one turn sees begins with all that the turn before saw, so that a provider's prompt cache
 * hits, until the path outgrows the budget. Then a good part of the oldest goes at once, and the
 * turns after it begin alike again. This holds while the instructions of the turns and the budget
 * stay the same, and results come before the talk goes on without them, as alignment sees to.
 */
public final class NewestFirst {

  private NewestFirst() {}

  /**
   * Assembles a context. The instructions at the root of the path and the newest input are always
   * kept: the last message or round of tool calls, and what the user said directly before it.
   *
   * <p>A round of tool calls is kept or left out as a whole, each run of calls followed by its
   * results. A call that was never answered gets a result that says so, which no store ever sees.
   *
   * @param leading instructions of this turn; always kept, they come first
   * @param path the branch from its root to the newest input; without its own leading instructions
   *     if those of the turn replace them
   * @param budgetTokens the most the whole may hold
   */
  public static ContextAssembly assemble(
      List<SizedItem> leading, List<TranscriptEvent> path, long budgetTokens) {
    int talk = 0;
    while (talk < path.size() && path.get(talk).item().isInstruction()) {
      talk++;
    }
    List<TranscriptEvent> instructions = path.subList(0, talk);
    long always =
        leading.stream().mapToLong(SizedItem::tokens).sum()
            + instructions.stream().mapToLong(TranscriptEvent::tokens).sum();
    PromptWindow window =
        PromptWindow.over(PromptUnits.of(path.subList(talk, path.size())), budgetTokens - always);
    long tokens = always + window.tokens();
    if (tokens > budgetTokens) {
      return new ContextAssembly.TooLong(tokens, budgetTokens);
    }
    int keptEvents = window.kept().stream().mapToInt(PromptUnit::events).sum();
    return new ContextAssembly.Assembled(
        items(leading, instructions, window.kept()), tokens, path.size() - talk - keptEvents);
  }

  private static List<PromptItem> items(
      List<SizedItem> leading, List<TranscriptEvent> instructions, List<PromptUnit> kept) {
    List<PromptItem> items = new ArrayList<>();
    leading.forEach(item -> items.add(new PromptItem(item.item(), EventOrigin.client())));
    instructions.forEach(event -> items.add(new PromptItem(event.item(), event.origin())));
    kept.forEach(unit -> items.addAll(unit.items()));
    return items;
  }
}
