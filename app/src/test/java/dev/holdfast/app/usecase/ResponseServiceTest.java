package dev.holdfast.app.usecase;

import static dev.holdfast.app.usecase.ResponseTalk.KEYED;
import static dev.holdfast.app.usecase.ResponseTalk.UNLISTED;
import static dev.holdfast.app.usecase.ResponseTalk.after;
import static dev.holdfast.app.usecase.ResponseTalk.await;
import static dev.holdfast.app.usecase.ResponseTalk.kept;
import static dev.holdfast.app.usecase.ResponseTalk.refusal;
import static dev.holdfast.app.usecase.ResponseTalk.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stored response")
class ResponseServiceTest {

  private final ResponseTalk talk = new ResponseTalk();
  private final TurnFixture fixture = talk.fixture;
  private final Responses responses = talk.responses;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop_threads() {
    threads.shutdownNow();
  }

  @Test
  void is_not_there_for_a_caller_who_may_not_reach_it() {
    talk.ask(KEYED, kept("r1"), "one");
    talk.ask(UNLISTED, kept("r2"), "one");
    Caller ofOtherKey =
        new Caller(
            "t",
            "t",
            Scope.WRITE,
            new AgentBinding.Any(),
            new KeyBinding.Exact(SessionKey.ofStored("agent:main:other")));
    Caller ofOtherAgent =
        new Caller(
            "t",
            "t",
            Scope.WRITE,
            new AgentBinding.Only(AgentId.of("elsewhere")),
            new KeyBinding.Any());

    for (Caller caller : List.of(ofOtherKey, ofOtherAgent)) {
      for (String id : List.of("r1", "r2")) {
        assertThat(responses.find(caller, id)).isInstanceOf(Responses.Finding.Unknown.class);
        assertThat(responses.remove(by(caller), id)).isInstanceOf(Responses.Removal.Unknown.class);
        assertThat(responses.cancel(by(caller), id))
            .isInstanceOf(Responses.Cancellation.Unknown.class);
      }
    }
    assertThat(talk.find("r1").events()).isNotEmpty();
  }

  @Test
  void is_gone_once_it_was_removed_and_its_session_stays() {
    talk.ask(KEYED, kept("r1"), "one");

    assertThat(responses.remove(by(Caller.LOCAL_OPERATOR), "r1"))
        .isInstanceOf(Responses.Removal.Removed.class);

    assertThat(responses.find(Caller.LOCAL_OPERATOR, "r1"))
        .isInstanceOf(Responses.Finding.Unknown.class);
    assertThat(refusal(talk.ask(after("r1"), kept("r2"), "two")))
        .isEqualTo(RefusalReason.PREVIOUS_RESPONSE_NOT_FOUND);
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
  }

  @Test
  void in_the_background_can_be_cancelled_and_keeps_what_came() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          asked.countDown();
          return new ModelOutcome.Cancelled(List.of(Item.message(Role.ASSISTANT, "half a")));
        };
    Future<TurnOutcome> running =
        threads.submit(() -> talk.ask(UNLISTED, kept("r1", Execution.BACKGROUND), "one"));
    await(asked);

    Responses.Cancellation cancelled = responses.cancel(by(Caller.LOCAL_OPERATOR), "r1");

    assertThat(cancelled).isInstanceOf(Responses.Cancellation.Ended.class);
    Responses.Finding.Found found = ((Responses.Cancellation.Ended) cancelled).response();
    assertThat(found.response().turn().state()).isEqualTo(TurnState.CANCELLED);
    assertThat(found.response().turn().failure()).isEqualTo("requested");
    assertThat(texts(found.events())).containsExactly("USER:one", "ASSISTANT:half a");
    assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Aborted.class);
    assertThat(responses.cancel(by(Caller.LOCAL_OPERATOR), "r1"))
        .as("a second time")
        .isEqualTo(cancelled);
  }

  @Test
  void that_runs_in_the_background_is_stopped_before_it_is_removed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          asked.countDown();
          return new ModelOutcome.Cancelled(List.of());
        };
    Future<TurnOutcome> running =
        threads.submit(() -> talk.ask(UNLISTED, kept("r1", Execution.BACKGROUND), "one"));
    await(asked);

    assertThat(responses.remove(by(Caller.LOCAL_OPERATOR), "r1"))
        .isInstanceOf(Responses.Removal.Removed.class);

    assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Aborted.class);
    assertThat(responses.find(Caller.LOCAL_OPERATOR, "r1"))
        .isInstanceOf(Responses.Finding.Unknown.class);
  }

  @Test
  void in_the_foreground_is_not_cancelled_by_its_id() {
    talk.ask(UNLISTED, kept("r1"), "one");

    assertThat(responses.cancel(by(Caller.LOCAL_OPERATOR), "r1"))
        .isInstanceOf(Responses.Cancellation.InForeground.class);
  }

  @Test
  void leaves_a_row_in_the_audit_when_it_is_removed_and_when_that_is_refused() {
    talk.ask(KEYED, kept("r1"), "one");

    responses.cancel(by(Caller.LOCAL_OPERATOR), "r1");
    responses.remove(by(Caller.LOCAL_OPERATOR), "r1");
    responses.remove(by(Caller.LOCAL_OPERATOR), "r1");

    assertThat(fixture.store.controlPlaneReads().audit(Long.MAX_VALUE, 3).entries())
        .extracting(entry -> entry.record().operation(), entry -> entry.record().outcome())
        .containsExactly(
            tuple(AuditOperation.RESPONSE_DELETE, new AuditOutcome.Refused("response_not_found")),
            tuple(AuditOperation.RESPONSE_DELETE, new AuditOutcome.Done()),
            tuple(
                AuditOperation.RESPONSE_CANCEL,
                new AuditOutcome.Refused("response_not_background")));
  }

  private static Requester by(Caller caller) {
    return new Requester(caller, new RequestId("req_1"));
  }
}
