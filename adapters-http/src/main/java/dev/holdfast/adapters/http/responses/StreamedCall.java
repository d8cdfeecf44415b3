package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.Item;

/** A tool call as far as it has come. */
final class StreamedCall implements StreamedItem {

  private final ItemPlace place;
  private final Item.ToolCall begun;
  private final boolean custom;
  private final StringBuilder arguments = new StringBuilder();
  private boolean told;
  private String json = "";

  private StreamedCall(ItemPlace place, Item.ToolCall begun) {
    this.place = place;
    this.begun = begun;
    this.custom = Neutral.isCustom(begun);
  }

  /**
   * Opens a call.
   *
   * @param begun the call without its arguments
   */
  static StreamedCall open(ItemPlace place, Item.ToolCall begun) {
    Shown shown = new Shown(place.id(), begun, Completeness.COMPLETE);
    place.added(ItemWriter.json(shown, ItemStatus.IN_PROGRESS));
    return new StreamedCall(place, begun);
  }

  /** The id that its result must carry. */
  String callId() {
    return begun.callId();
  }

  boolean isOpen() {
    return json.isEmpty();
  }

  void add(String fragment) {
    told = true;
    arguments.append(fragment);
    place.send(event() + ".delta", json -> json.raw(",\"delta\":").string(fragment));
  }

  private String event() {
    return custom ? "response.custom_tool_call_input" : "response.function_call_arguments";
  }

  @Override
  public String id() {
    return place.id();
  }

  @Override
  public void close() {
    close(new Shown(id(), begun, Completeness.COMPLETE));
  }

  @Override
  public void close(Shown whole) {
    if (!isOpen()) {
      return;
    }
    Item.ToolCall call = (Item.ToolCall) whole.item();
    String text = StreamedItem.agreed(arguments, call.arguments());
    if (!told || text.length() > arguments.length()) {
      add(text.substring(arguments.length()));
    }
    place.send(
        event() + ".done",
        done -> {
          done.raw(custom ? ",\"input\":" : ",\"arguments\":").string(text);
          if (!custom) {
            done.raw(",\"name\":").string(begun.name());
          }
        });
    Item item = new Item.ToolCall(begun.callId(), begun.name(), text, call.extra());
    Shown shown = new Shown(place.id(), item, whole.completeness());
    json = ItemWriter.json(shown, ItemStatus.of(whole.completeness()));
    place.done(json);
  }

  @Override
  public String json() {
    return json;
  }
}
