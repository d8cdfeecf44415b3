package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.adapters.http.responses.ResponseEvents.Sink;
import java.util.function.Consumer;

/** Numbers the events of one stream without gaps and writes what they begin with. */
final class EventWriter {

  private final Sink sink;
  private long sequence;

  EventWriter(Sink sink, long first) {
    this.sink = sink;
    this.sequence = first;
  }

  /** Sends an event. */
  void send(String type, Consumer<JsonText> members) {
    JsonText json = new JsonText().raw("{\"type\":").string(type);
    json.raw(",\"sequence_number\":").number(sequence++);
    members.accept(json);
    sink.event(type, json.raw("}").bytes());
  }
}
