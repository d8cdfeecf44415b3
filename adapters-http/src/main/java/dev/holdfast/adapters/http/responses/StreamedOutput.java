package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.responses.StreamedPart.Kind;
import dev.holdfast.domain.transcript.AnswerIds;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/** The output of a streamed response: each piece goes to the item it belongs to. */
final class StreamedOutput {

  private final EventWriter events;
  private final AnswerIds ids;
  private final boolean logprobs;

  /** In the order in which they were added; thoughts that go on after words are added again. */
  private final List<StreamedItem> items = new ArrayList<>();

  private final Map<String, StreamedItem> byId = new HashMap<>();
  private final Map<Integer, StreamedCall> calls = new HashMap<>();

  /** What the next words, or thoughts, belong to. */
  private EventId message;

  private EventId other;

  StreamedOutput(EventWriter events, TurnId turn, boolean logprobs) {
    this.events = events;
    this.ids = new AnswerIds(turn);
    this.logprobs = logprobs;
    this.message = ids.nextMessage();
    this.other = ids.nextOther();
  }

  void delta(ModelDelta delta) {
    switch (delta) {
      case ModelDelta.Text text -> words(Kind.TEXT, text.text(), tokens(text.extra()));
      case ModelDelta.Refusal refusal ->
          words(Kind.REFUSAL, refusal.text(), StreamedMessage.noTokens());
      case ModelDelta.ToolCallBegun begun -> call(begun);
      case ModelDelta.ToolCallArguments arguments -> call(arguments);
      case ModelDelta.Reasoning reasoning -> {
        String id = ItemIds.shownThoughts(other);
        reasoning(id).add(reasoning.kind(), reasoning.text());
      }
      case ModelDelta.ItemDone done -> done(done.item());
      case ModelDelta.Other members -> {
        String thoughts = Shown.thoughts(members.fields());
        if (!thoughts.isEmpty()) {
          reasoning(ItemIds.shownThoughts(message)).add(Reasoning.Kind.TEXT, thoughts);
        }
      }
    }
  }

  private ArrayNode tokens(RawFields members) {
    return logprobs ? Logprobs.of(members) : StreamedMessage.noTokens();
  }

  private void words(Kind kind, String piece, ArrayNode tokens) {
    String id = ItemIds.shownMessage(message);
    if (piece.isEmpty() && !byId.containsKey(id)) {
      return; // what says nothing may end as no message at all
    }
    closeThoughts();
    message(id).add(kind, piece, tokens);
  }

  private StreamedMessage message(String id) {
    return byId.get(id) instanceof StreamedMessage open
        ? open
        : added(StreamedMessage.open(place(id)));
  }

  /** Clients show thoughts as going on until they end, so words end them. */
  private void closeThoughts() {
    StreamedItem thoughts = byId.get(ItemIds.shownThoughts(message));
    if (thoughts != null) {
      thoughts.close();
    }
  }

  private StreamedReasoning reasoning(String id) {
    if (byId.get(id) instanceof StreamedReasoning known && known.isOpen()) {
      return known;
    }
    return added(StreamedReasoning.open(place(id)));
  }

  private void call(ModelDelta.ToolCallBegun begun) {
    closeThoughts();
    Item.ToolCall call = new Item.ToolCall(begun.callId(), begun.name(), "", begun.extra());
    call(begun.index(), call);
  }

  private void call(int index, Item.ToolCall call) {
    String id = ItemIds.shown(call, ids.call(index));
    calls.put(index, added(StreamedCall.open(place(id), call)));
  }

  private void call(ModelDelta.ToolCallArguments arguments) {
    StreamedCall call = calls.get(arguments.index());
    if (call == null) {
      throw new IllegalStateException("arguments came before their call");
    }
    call.add(arguments.fragment());
  }

  private void done(Item item) {
    EventId id =
        switch (item) {
          case Item.Message _ -> message;
          case Item.ToolCall call -> ids.call(indexOf(call));
          case Item.Other _, Item.ToolResult _ -> other;
        };
    Shown.of(List.of(new OutputItem(id, item, Completeness.COMPLETE))).forEach(this::done);
    switch (item) {
      case Item.Message _ -> message = ids.nextMessage();
      case Item.ToolCall _ -> {}
      case Item.Other _, Item.ToolResult _ -> other = ids.nextOther();
    }
  }

  /** The call that has come, or a new one behind those that were begun. */
  private int indexOf(Item.ToolCall whole) {
    return calls.entrySet().stream()
        .filter(call -> call.getValue().isOpen())
        .filter(call -> call.getValue().callId().equals(whole.callId()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(calls.size());
  }

  private void done(Shown shown) {
    StreamedItem known = byId.get(shown.id());
    if (known == null) {
      whole(shown);
    } else {
      known.close(shown);
    }
  }

  /** Tells an item of which nothing was streamed. */
  private void whole(Shown shown) {
    switch (shown.item()) {
      case Item.Message _ -> message(shown.id()).close(shown);
      case Item.ToolCall(String callId, String name, String _, RawFields extra) -> {
        int index = calls.size();
        StreamedCall call =
            added(StreamedCall.open(place(shown.id()), new Item.ToolCall(callId, name, "", extra)));
        calls.put(index, call);
        call.close(shown);
      }
      case Item.Other _, Item.ToolResult _ -> added(StreamedWhole.of(place(shown.id()), shown));
    }
  }

  /**
   * Ends what is still open and adds what was not streamed.
   *
   * @param answer the whole answer
   */
  void end(List<Shown> answer) {
    Map<String, Shown> whole = new HashMap<>();
    answer.forEach(shown -> whole.put(shown.id(), shown));
    for (StreamedItem item : items) {
      Shown known = whole.get(item.id());
      if (known == null) {
        item.close();
      } else {
        item.close(known);
      }
    }
    answer.stream().filter(shown -> !byId.containsKey(shown.id())).toList().forEach(this::whole);
  }

  /** The items in JSON, once all have ended. */
  List<String> items() {
    return items.stream().map(StreamedItem::json).toList();
  }

  private ItemPlace place(String id) {
    return new ItemPlace(events, id, items.size());
  }

  private <T extends StreamedItem> T added(T item) {
    items.add(item);
    byId.put(item.id(), item);
    return item;
  }
}
