package dev.holdfast.ports.context;

import dev.holdfast.domain.context.SizedItem;
import dev.holdfast.domain.session.ContextEngineKey;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.List;

/**
 * One question to a context engine.
 *
 * @param key what the engine keys its own state by
 * @param leading instructions that hold for this turn only; they come first and are never dropped
 * @param path the stored events of the branch from its root to the newest input, in order
 * @param budgetTokens the most tokens the assembly may hold, positive
 */
public record ContextRequest(
    ContextEngineKey key,
    SessionId session,
    List<SizedItem> leading,
    List<TranscriptEvent> path,
    long budgetTokens) {
  public ContextRequest {
    leading = List.copyOf(leading);
    path = List.copyOf(path);
  }
}
