package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.route.Canonicalization.Canonical;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The events that a stream told, each held to its schema, its name and its number. */
final class Told implements ResponseEvents.Sink {

  static final TurnId TURN = new TurnId("turn_1");
  static final ResponseId ID = new ResponseId("resp_1");
  static final Usage USAGE = new Usage(12, 3, 4, 0, 1, Usage.Source.REPORTED);
  static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05.678Z");
  static final Instant ENDED = Instant.parse("2026-01-02T03:04:07.001Z");
  static final TurnOrigin ORIGIN =
      new TurnOrigin("token-1", new RequestDigest("0".repeat(64)), new PreviousAttempt.None());

  static final ModelRoute ROUTE =
      ((Canonical)
              new RouteCanonicalizer(Set.of())
                  .canonicalize(RouteDraft.ofReference("openai/gpt-5.5")))
          .route();
  static final TurnFacts FACTS =
      new TurnFacts(TURN, new TurnScope.Stateless(), ROUTE, HistoryAction.SEEDED, BEGUN);

  private final StringBuilder frames = new StringBuilder();
  private final List<JsonNode> events = new ArrayList<>();

  static ResponseHead head(String settings) {
    return ResponseHead.of(ID, new PreviousResponse.None(), new RawFields(settings), FACTS);
  }

  static Completed completed(FinishReason finish, String choice, String answer, Item... items) {
    return new Completed(
        FACTS,
        List.of(new Choice(List.of(items), finish, new RawFields(choice))),
        USAGE,
        new RawFields(answer),
        ENDED);
  }

  /** All events of an answer. */
  static Told answer(String settings, List<ModelDelta> deltas, Completed completed) {
    Told told = new Told();
    ResponseHead head = head(settings);
    ResponseEvents.Answering answering = told.begin(head);
    deltas.forEach(answering::delta);
    answering.ended(ResponseObject.of(head, completed));
    return told;
  }

  /** Tells what every stream begins with. */
  ResponseEvents.Answering begin(ResponseHead head) {
    ResponseEvents stream = new ResponseEvents(this);
    stream.created(head, new ResponseState.InProgress());
    return stream.inProgress(head, TURN);
  }

  @Override
  public void event(String name, byte[] json) {
    String data = new String(json, StandardCharsets.UTF_8);
    JsonNode event = ResponseJudge.checked("ResponseEvent", data);
    assertThat(event.path("type").stringValue()).isEqualTo(name);
    assertThat(event.path("sequence_number").intValue()).isEqualTo(events.size());
    events.add(event);
    frames.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
  }

  /** The events as they stand on the wire. */
  String frames() {
    return frames.toString();
  }

  List<JsonNode> events() {
    return events;
  }

  Stream<JsonNode> events(String type) {
    return events.stream().filter(event -> event.path("type").stringValue().equals(type));
  }

  /** The object of the last event. */
  JsonNode response() {
    return events.getLast().path("response");
  }
}
