package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAiResponses.SESSION_KEY;
import static dev.holdfast.app.endtoend.OpenAiResponses.ask;
import static dev.holdfast.app.endtoend.OpenAiResponses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseError;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.holdfast.app.endtoend.OpenAiResponses.Told;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A background response, by the official client")
final class BackgroundResponseIT {

  /** The demo takes five seconds to say these words back. */
  private static final String SLOWLY = "demo:slow one two three four five six seven eight";

  @TempDir private static Path scratch;

  private static TestHome home;
  private static RunningGateway gateway;
  private static OpenAi client;
  private static OpenAiResponses responses;

  @BeforeAll
  static void start() throws InterruptedException {
    home = new TestHome(scratch);
    gateway = home.start();
    client = gateway.openAi();
    responses = OpenAiResponses.of(client);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    client.close();
    assertThat(gateway.stop().problems()).isEmpty();
  }

  private static ResponseCreateParams.Builder later(String text) {
    return ask(text).background(true);
  }

  @Test
  void is_answered_at_once_and_polled_to_its_end() throws InterruptedException {
    Response begun = responses.whole(later(SLOWLY));
    Response ended = responses.ended(begun.id());

    assertThat(begun.status().orElseThrow())
        .isIn(ResponseStatus.QUEUED, ResponseStatus.IN_PROGRESS);
    assertThat(begun.background()).contains(true);
    assertThat(begun.output()).isEmpty();
    assertThat(begun.usage()).isEmpty();
    assertThat(ended.status()).contains(ResponseStatus.COMPLETED);
    assertThat(ended.createdAt()).isEqualTo(begun.createdAt());
    assertThat(ended.completedAt().orElseThrow()).isGreaterThan(ended.createdAt());
    assertThat(text(ended)).isEqualTo("You said: \"" + SLOWLY + "\"");
    assertThat(ended.usage()).isPresent();
    assertThat(text(responses.whole(ask("Good morning.").previousResponseId(ended.id()))))
        .isNotEmpty();
  }

  @Test
  void is_cancelled_and_the_session_goes_on() throws InterruptedException {
    Response begun = responses.whole(later(SLOWLY).putAdditionalHeader(SESSION_KEY, "cancelled"));

    client.client().responses().cancel(begun.id()).validate();
    Response ended = responses.ended(begun.id());
    Response again = client.client().responses().cancel(begun.id());

    assertThat(ended.status()).contains(ResponseStatus.CANCELLED);
    assertThat(again.status()).contains(ResponseStatus.CANCELLED);
    Response next =
        responses.whole(ask("My name is Ann.").putAdditionalHeader(SESSION_KEY, "cancelled"));
    assertThat(text(next)).contains("Ann");
  }

  @Test
  void is_told_again_from_any_place_while_it_runs_and_after_its_end() throws InterruptedException {
    Response begun = responses.whole(later(SLOWLY));

    Told running = responses.followed(begun.id()).isGaplessFrom(0);
    Response ended = responses.ended(begun.id());
    Told again = responses.followed(begun.id()).isGaplessFrom(0);
    long middle = running.events().size() / 2;
    Told rest = responses.followed(begun.id(), middle).isGaplessFrom(middle + 1);
    Told end =
        responses
            .followed(begun.id(), running.events().size() - 2)
            .isGaplessFrom(running.events().size() - 1);

    assertThat(running.last()).isEqualTo(ended);
    assertThat(running.text()).isEqualTo(text(ended));
    assertThat(again.types()).isEqualTo(running.types());
    assertThat(again.text()).isEqualTo(running.text());
    assertThat(rest.types())
        .isEqualTo(running.types().subList((int) middle + 1, running.events().size()));
    assertThat(running.text()).endsWith(rest.text());
    assertThat(end.types()).containsExactly("response.completed");
    assertThat(end.last()).isEqualTo(ended);
  }

  @Test
  void goes_on_without_the_client_that_streamed_it_and_can_be_taken_up_again()
      throws InterruptedException {
    String id;
    long seen;
    String heard;
    try (StreamResponse<ResponseStreamEvent> stream =
        client.client().responses().createStreaming(later(SLOWLY).build())) {
      Iterator<ResponseStreamEvent> events = stream.stream().iterator();
      ResponseStreamEvent event = events.next();
      id = event.asCreated().response().id();
      do {
        event = events.next();
      } while (!event.isOutputTextDelta());
      seen = event.asOutputTextDelta().sequenceNumber();
      heard = event.asOutputTextDelta().delta();
    }

    Told rest = responses.followed(id, seen).isGaplessFrom(seen + 1);

    assertThat(heard + rest.text()).isEqualTo("You said: \"" + SLOWLY + "\"");
    assertThat(rest.last()).isEqualTo(responses.ended(id));
    assertThat(rest.last().status()).contains(ResponseStatus.COMPLETED);
  }

  @Test
  void runs_to_its_end_when_nobody_listens() throws InterruptedException {
    String id;
    try (StreamResponse<ResponseStreamEvent> stream =
        client.client().responses().createStreaming(later(SLOWLY).build())) {
      id = stream.stream().findFirst().orElseThrow().asCreated().response().id();
    }

    assertThat(text(responses.ended(id))).isEqualTo("You said: \"" + SLOWLY + "\"");
  }

  @Test
  void that_failed_is_found_as_failed_with_its_code() throws InterruptedException {
    Response begun = responses.whole(later("Please demo:fail."));
    Response ended = responses.ended(begun.id());
    Told told = responses.followed(begun.id()).isGaplessFrom(0);

    assertThat(ended.status()).contains(ResponseStatus.FAILED);
    assertThat(ended.error().orElseThrow().message()).contains("broke off");
    assertThat(ended.error().orElseThrow().code()).isEqualTo(ResponseError.Code.SERVER_ERROR);
    assertThat(ended.error().orElseThrow().type()).contains("upstream_broken_off");
    assertThat(told.types()).endsWith("response.failed");
    assertThat(told.last()).isEqualTo(ended);
  }

  @Test
  void is_needed_to_cancel_and_needs_the_store() {
    Response answered = responses.whole(ask("Good morning."));

    BadRequestException cancelled =
        catchThrowableOfType(
            BadRequestException.class, () -> client.client().responses().cancel(answered.id()));
    BadRequestException unstored =
        catchThrowableOfType(
            BadRequestException.class, () -> responses.whole(later("Good morning.").store(false)));

    assertThat(cancelled.code()).contains("response_not_background");
    assertThat(unstored.param()).contains("background");
  }

  @Test
  void that_ended_before_a_restart_is_told_again_from_the_store() throws InterruptedException {
    TestHome other = new TestHome(scratch, "other");
    Response ended;
    Told before;
    try (RunningGateway first = other.start();
        OpenAi openAi = first.openAi()) {
      OpenAiResponses asked = OpenAiResponses.of(openAi);
      ended = asked.ended(asked.whole(later("One two three.")).id());
      before = asked.followed(ended.id()).isGaplessFrom(0);
      first.stop();
    }
    try (RunningGateway second = other.start();
        OpenAi openAi = second.openAi()) {
      OpenAiResponses asked = OpenAiResponses.of(openAi);
      Told after = asked.followed(ended.id()).isGaplessFrom(0);
      Told end = asked.followed(ended.id(), before.events().size() - 2);

      assertThat(asked.stored(ended.id())).isEqualTo(ended);
      assertThat(after.text()).isEqualTo(before.text());
      assertThat(after.last()).isEqualTo(ended);
      assertThat(end.last()).isEqualTo(ended);
      assertThat(end.sequence()).containsExactly((long) before.events().size() - 1);
      second.stop();
    }
  }

  @Test
  void that_a_crash_cut_off_is_found_as_failed() throws InterruptedException {
    TestHome other = new TestHome(scratch, "crashed");
    String id;
    try (RunningGateway first = other.start();
        OpenAi openAi = first.openAi()) {
      id = OpenAiResponses.of(openAi).whole(later(SLOWLY)).id();
      first.kill();
    }
    try (RunningGateway second = other.start();
        OpenAi openAi = second.openAi()) {
      OpenAiResponses asked = OpenAiResponses.of(openAi);
      Response found = asked.stored(id);

      assertThat(found.status()).contains(ResponseStatus.FAILED);
      assertThat(found.error().orElseThrow().type()).contains("shutting_down");
      assertThat(asked.followed(id).types()).endsWith("response.failed");
      assertThat(text(asked.whole(ask("Good morning.").previousResponseId(id)))).isNotEmpty();
      second.stop();
    }
  }
}
