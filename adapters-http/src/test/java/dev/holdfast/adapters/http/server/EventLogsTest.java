package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.server.EventLog.Next;
import dev.holdfast.domain.response.ResponseId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The event logs of background responses")
class EventLogsTest {

  private static final int FOUR_MI = 4 << 20;

  private final EventLogs logs = new EventLogs();

  @Test
  void are_held_while_they_run_and_after() {
    ResponseId id = new ResponseId("r");
    EventLog log = log("x");
    logs.begin(id, log);
    assertThat(logs.find(id)).isPresent();

    logs.end(id, log);

    assertThat(logs.find(id)).isPresent();
    assertThat(logs.find(id).orElseThrow().await(1, Duration.ZERO)).isEqualTo(new Next.End());
  }

  @Test
  void let_the_oldest_of_those_that_ended_go_first_when_there_is_no_room() {
    for (int number = 0; number < 6; number++) {
      ResponseId id = new ResponseId("r" + number);
      EventLog log = log("x".repeat(FOUR_MI));
      logs.begin(id, log);
      logs.end(id, log);
    }

    assertThat(logs.find(new ResponseId("r0"))).isEmpty();
    assertThat(logs.find(new ResponseId("r1"))).isEmpty();
    assertThat(logs.find(new ResponseId("r2"))).isPresent();
    assertThat(logs.find(new ResponseId("r5"))).isPresent();
  }

  @Test
  void never_let_one_go_that_runs() {
    ResponseId running = new ResponseId("running");
    logs.begin(running, log("x".repeat(FOUR_MI)));
    for (int number = 0; number < 6; number++) {
      ResponseId id = new ResponseId("r" + number);
      EventLog log = log("x".repeat(FOUR_MI));
      logs.begin(id, log);
      logs.end(id, log);
    }

    assertThat(logs.find(running)).isPresent();
  }

  @Test
  void forget_one_that_was_deleted_also_while_it_runs() {
    ResponseId ended = new ResponseId("ended");
    EventLog over = log("x");
    logs.begin(ended, over);
    logs.end(ended, over);
    ResponseId running = new ResponseId("running");
    EventLog followed = log("x");
    logs.begin(running, followed);

    logs.forget(ended);
    logs.forget(running);
    logs.end(running, followed);

    assertThat(logs.find(ended)).isEmpty();
    assertThat(logs.find(running)).isEmpty();
    assertThat(followed.await(1, Duration.ZERO)).as("who follows").isEqualTo(new Next.End());
  }

  @Test
  void are_those_of_whoever_began_first() {
    ResponseId id = new ResponseId("r");
    EventLog first = log("first");
    EventLog again = log("again");
    logs.begin(id, first);

    logs.begin(id, again);
    logs.end(id, again);

    assertThat(logs.find(id)).containsSame(first);
    assertThat(first.await(1, Duration.ZERO)).isEqualTo(new Next.NotYet());
    assertThat(again.await(1, Duration.ZERO)).isEqualTo(new Next.End());
  }

  private static EventLog log(String text) {
    EventLog log = new EventLog();
    log.add("event", text.getBytes(StandardCharsets.US_ASCII));
    return log;
  }
}
