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
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.Trace;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelDelta;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns that are kept as responses, on the real use cases. */
final class ResponseTalk {

  static final Target KEYED = new Target.ByKey(TurnFixture.KEY);
  static final Target UNLISTED = new Target.Unlisted(Overflow.REFUSED);

  final TurnFixture fixture = TurnFixture.started();

  /** What tests call a response, and the id that its turn gave it. */
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  private final Responses stored = fixture.injector.getInstance(Responses.class);

  /** The real ones, asked by the names of the tests. */
  final Responses responses =
      new Responses() {
        @Override
        public Finding find(Caller caller, String name) {
          return stored.find(caller, id(name));
        }

        @Override
        public Removal remove(Requester by, String name) {
          return stored.remove(by, id(name));
        }

        @Override
        public Cancellation cancel(Requester by, String name) {
          return stored.cancel(by, id(name));
        }
      };

  /** The id of a response that a test has a name for; of others the name itself. */
  String id(String name) {
    return ids.getOrDefault(name, name);
  }

  TurnOutcome ask(Target target, ResponseWish wish, String text) {
    return ask(request(target, wish, List.of(), given(text)));
  }

  TurnOutcome ask(TurnRequest request) {
    String name =
        request.response() instanceof ResponseWish.Kept kept
            ? kept.settings().json().replaceAll("\\{\"r\":\"(.*)\"}", "$1")
            : "";
    return fixture.conversations.prepare(meaning(request), new Naming(name)).run();
  }

  private TurnRequest meaning(TurnRequest told) {
    if (!(told.target()
        instanceof Target.AfterResponse(String name, String key, Overflow overflow, Trace trace))) {
      return told;
    }
    return new TurnRequest(
        told.caller(),
        told.id(),
        told.arrival(),
        told.api(),
        new Target.AfterResponse(id(name), key, overflow, trace),
        told.agent(),
        told.model(),
        told.history(),
        told.instructions(),
        told.items(),
        told.parameters(),
        told.delivery(),
        told.response());
  }

  /** Notes under which id a response begins. */
  private final class Naming implements TurnObserver {

    private final String name;

    Naming(String name) {
      this.name = name;
    }

    @Override
    public void named(TurnId turn) {
      ids.put(name, ResponseId.ofTurn(turn).value());
    }

    @Override
    public void replaying() {}

    @Override
    public void started(TurnFacts facts) {}

    @Override
    public void delta(ModelDelta delta) {}
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
    return new ResponseWish.Kept(new RawFields("{\"r\":\"" + id + "\"}"), execution);
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
