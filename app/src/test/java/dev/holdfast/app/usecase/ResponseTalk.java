package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.Trace;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns that are kept as responses, on the real use cases. */
final class ResponseTalk {

  static final Target KEYED = new Target.ByKey(TurnFixture.KEY);
  static final Target UNLISTED = new Target.Unlisted(Overflow.REFUSED);

  final TurnFixture fixture = TurnFixture.started();
  final Responses responses = fixture.injector.getInstance(Responses.class);

  TurnOutcome ask(Target target, ResponseWish wish, String text) {
    return ask(request(target, wish, List.of(), given(text)));
  }

  TurnOutcome ask(TurnRequest request) {
    return fixture.run(request);
  }

  static TurnRequest request(
      Target target, ResponseWish wish, List<Item> instructions, List<InputItem> items) {
    return request(Caller.LOCAL_OPERATOR, target, wish, instructions, items);
  }

  static TurnRequest request(
      Caller caller,
      Target target,
      ResponseWish wish,
      List<Item> instructions,
      List<InputItem> items) {
    return new TurnRequest(
        caller,
        new RequestId("req_1"),
        TurnFixture.ARRIVAL,
        TurnApi.RESPONSES,
        target,
        "",
        "holdfast",
        new TurnRequest.History.Configured(),
        instructions,
        items,
        CallParameters.NONE,
        ModelCall.Delivery.WHOLE,
        wish);
  }

  static List<InputItem> given(String text) {
    return List.of(said(text));
  }

  static InputItem said(String text) {
    return new InputItem.Given(Item.message(Role.USER, text));
  }

  static InputItem reference(EventId event) {
    return new InputItem.Reference(event);
  }

  static Target after(String response) {
    return new Target.AfterResponse(response, "", Overflow.REFUSED, Trace.KEPT);
  }

  static ResponseWish kept(String id) {
    return kept(id, Execution.FOREGROUND);
  }

  static ResponseWish kept(String id, Execution execution) {
    return new ResponseWish.Kept(
        new ResponseId(id), new RawFields("{\"r\":\"" + id + "\"}"), execution);
  }

  Responses.Finding.Found find(String id) {
    return (Responses.Finding.Found) responses.find(Caller.LOCAL_OPERATOR, id);
  }

  ResponseRecord record(String id) {
    return find(id).response();
  }

  static RefusalReason refusal(TurnOutcome outcome) {
    return ((TurnOutcome.Refused) outcome).refusal().reason();
  }

  static List<String> texts(List<TranscriptEvent> events) {
    return events.stream().map(TurnFixture::text).toList();
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
