package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** One answer as far as it has come; each piece is told as it is added. */
final class ChoiceDraft {

  /** More calls than any model makes at once; bounds what a broken stream can make us hold. */
  private static final int MAX_CALLS = 1024;

  private final int index;
  private final CallIds ids;
  private final ModelDeltas deltas;

  private final GrowingText text = new GrowingText();
  private final GrowingText refusal = new GrowingText();
  private final List<ContentPart> otherParts = new ArrayList<>(0);
  private final KeptMembers messageExtra = new KeptMembers();
  private final KeptMembers extra = new KeptMembers();
  private final List<CallDraft> calls = new ArrayList<>(0);
  private final Map<Integer, Integer> positions = HashMap.newHashMap(0);
  private String finish = "";

  ChoiceDraft(int index, CallIds ids, ModelDeltas deltas) {
    this.index = index;
    this.ids = ids;
    this.deltas = deltas;
  }

  /** Adds text and the members beside it in the chunk's choice. */
  void text(String fragment, ObjectNode members) {
    RawFields beside = KeptMembers.raw(members);
    extra.join(members);
    String told = text.add(fragment);
    if (!told.isEmpty() || !beside.isEmpty()) {
      deltas.delta(new ModelDelta.Text(index, told, beside));
    }
  }

  void refusal(String fragment) {
    String told = refusal.add(fragment);
    if (!told.isEmpty()) {
      deltas.delta(new ModelDelta.Refusal(index, told));
    }
  }

  /** Adds a content part that is no text, such as a thought. */
  void part(String type, ObjectNode members) {
    otherParts.add(new ContentPart.Other(type, KeptMembers.raw(members)));
  }

  /** Adds members of the message that are only passed on. */
  void others(ObjectNode members) {
    if (!members.isEmpty()) {
      RawFields told = KeptMembers.raw(members);
      messageExtra.join(members);
      deltas.delta(new ModelDelta.Other(index, told));
    }
  }

  /**
   * The call a chunk belongs to.
   *
   * @param stated the index the chunk states, -1 if none; some upstreams state none, others the
   *     same for every call
   */
  CallDraft call(int stated, String id, String name) throws MalformedAnswer {
    int unstated = name.isEmpty() ? calls.size() - 1 : -1;
    int position = stated < 0 ? unstated : positions.getOrDefault(stated, -1);
    if (position >= 0 && !calls.get(position).isOther(id, name)) {
      return calls.get(position);
    }
    if (calls.size() == MAX_CALLS) {
      throw new MalformedAnswer("called more than " + MAX_CALLS + " tools at once");
    }
    CallDraft call = new CallDraft(index, calls.size(), ids, deltas);
    positions.put(stated, calls.size());
    calls.add(call);
    return call;
  }

  void finish(String reason) {
    finish = reason;
  }

  boolean isFinished() {
    return !finish.isEmpty();
  }

  /** The answer as a whole. */
  Choice choice() throws MalformedAnswer {
    List<Item> items = new ArrayList<>(spoken());
    for (CallDraft call : calls) {
      items.add(call.item());
    }
    return new Choice(items, finishReason(), extra.raw());
  }

  /** The message, or nothing if the model said nothing beside its calls. */
  List<Item> spoken() {
    List<ContentPart> content = new ArrayList<>(otherParts);
    if (!text.isEmpty()) {
      content.add(ContentPart.text(text.toString()));
    }
    if (!refusal.isEmpty()) {
      content.add(new ContentPart.Refusal(refusal.toString(), RawFields.NONE));
    }
    RawFields members = messageExtra.raw();
    return content.isEmpty() && members.isEmpty()
        ? List.of()
        : List.of(new Item.Message(Role.ASSISTANT, content, members));
  }

  private FinishReason finishReason() {
    return switch (finish) {
      case "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      default -> calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
    };
  }
}
