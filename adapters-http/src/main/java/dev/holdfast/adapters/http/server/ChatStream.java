package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.ChatRequest.UsageChunk;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.util.BitSet;
import java.util.List;

/**
 * The chunks of one streamed answer in their order: the role, the pieces as they come, and after
 * the turn's end was stored the reason to stop, the token counts if they are wanted, the end mark.
 */
final class ChatStream {

  private final EventStream events;
  private final ChunkJson chunks;
  private final UsageChunk usageChunk;

  /** Answers whose role was told. */
  private final BitSet opened = new BitSet();

  ChatStream(EventStream events, TurnFacts facts, UsageChunk usageChunk) {
    this.events = events;
    this.chunks = new ChunkJson(facts, usageChunk);
    this.usageChunk = usageChunk;
  }

  /** Sends a piece. */
  void delta(ModelDelta delta) {
    if (delta instanceof ModelDelta.ItemDone) {
      return;
    }
    open(delta.choice());
    events.event(chunks.delta(delta));
  }

  /** Ends the stream after an answer that was stored. */
  void complete(Completed completed) {
    List<Choice> choices = completed.choices();
    for (int index = 0; index < choices.size(); index++) {
      open(index);
      events.event(chunks.finish(index, choices.get(index), completed.extra()));
    }
    if (usageChunk == UsageChunk.WANTED) {
      events.event(chunks.usage(completed.usage()));
    }
    events.end();
  }

  private void open(int choice) {
    if (!opened.get(choice)) {
      opened.set(choice);
      events.event(chunks.role(choice));
    }
  }
}
