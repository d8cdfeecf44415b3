package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapters.http.UpstreamApi;
import dev.holdfast.adapters.http.UpstreamCredential;
import dev.holdfast.adapters.http.UpstreamProvider;
import dev.holdfast.adapters.http.stub.RecordedRequest;
import dev.holdfast.adapters.http.stub.ResponsesReply;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.StubReply.Ending;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.adapters.http.upstream.UpstreamUnderTest.Asking;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.Answered;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(Lifecycle.PER_CLASS) // a client takes longer to open than a test takes to run
@DisplayName("The upstream client")
final class HttpModelRuntimeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String EMOJI = "Größe: 語 \uD83D\uDE00 fin";
  private static final Answered HELLO = answered("Hello from the stub.", FinishReason.STOP);

  private final UpstreamStub stub = UpstreamStub.start();
  private final HttpModelRuntime runtime = UpstreamUnderTest.runtime(stub.baseUrl());

  @AfterAll
  void close() {
    runtime.close();
    stub.close();
  }

  @Test
  void a_whole_answer_is_asked_for_and_read() {
    List<ModelDelta> deltas = new ArrayList<>();

    ModelOutcome outcome =
        runtime.prepare(UpstreamUnderTest.call(Delivery.WHOLE), deltas::add).run();

    assertThat(outcome).isEqualTo(HELLO);
    assertThat(deltas).isEmpty();
    RecordedRequest request = stub.lastRequest();
    assertThat(request.text())
        .isEqualTo(
            "{\"model\":\"vendor/Model-1\",\"stream\":false,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]}");
    assertThat(request.header("authorization")).isEqualTo("Bearer " + UpstreamUnderTest.KEY);
    assertThat(request.header("content-type")).startsWith("application/json");
    assertThat(request.headers()).doesNotContainKeys("accept-encoding", "cookie", "expect");
  }

  @Test
  void a_streamed_answer_is_asked_for_and_told_in_pieces() {
    List<ModelDelta> deltas = new ArrayList<>();

    ModelOutcome outcome =
        runtime.prepare(UpstreamUnderTest.call(Delivery.STREAMED), deltas::add).run();

    assertThat(outcome).isEqualTo(HELLO);
    assertThat(deltas).containsExactly(text("Hello "), text("from "), text("the "), text("stub."));
    assertThat(stub.lastRequest().text())
        .isEqualTo(
            "{\"model\":\"vendor/Model-1\",\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]}");
  }

  @Test
  void parameters_are_passed_on_as_they_came() {
    RawFields parameters =
        new RawFields(
            "{\"temperature\":0.70,\"max_tokens\":5,\"tools\":[{\"type\":\"function\",\"function\":"
                + "{\"name\":\"f\",\"parameters\":{\"properties\":{\"model\":{}}}}}],\"x_vendor\":null}");

    ask(Delivery.WHOLE, parameters);

    String expected = parameters.json().substring(1, parameters.json().length() - 1);
    assertThat(stub.lastRequest().text())
        .startsWith("{\"model\":\"vendor/Model-1\"," + expected + ",\"stream\":false,");
  }

  @Test
  void no_parameters_are_no_members_however_they_are_written() {
    ask(Delivery.WHOLE, new RawFields("{ \n }"));

    assertThat(stub.lastRequest().text())
        .startsWith("{\"model\":\"vendor/Model-1\",\"stream\":false,");
  }

  @Test
  void what_the_client_writes_itself_is_never_doubled() {
    ask(
        Delivery.STREAMED,
        new RawFields(
            "{\"model\":\"other\",\"messages\":[],\"stream\":false,\"top_p\":1,"
                + "\"stream_options\":{\"include_usage\":false,\"include_obfuscation\":false}}"));

    assertThat(stub.lastRequest().text())
        .isEqualTo(
            "{\"model\":\"vendor/Model-1\",\"top_p\":1,\"stream\":true,\"stream_options\":"
                + "{\"include_usage\":true,\"include_obfuscation\":false},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]}");
  }

  @Test
  void an_upstream_without_a_credential_is_sent_none_and_a_trailing_slash_does_not_matter() {
    URI slashed = URI.create(stub.baseUrl() + "/");
    try (HttpModelRuntime open =
        UpstreamUnderTest.runtime(slashed, new UpstreamCredential.None())) {
      assertThat(open.prepare(UpstreamUnderTest.call(Delivery.WHOLE), delta -> {}).run())
          .isEqualTo(HELLO);
    }
    assertThat(stub.lastRequest().headers()).doesNotContainKey("authorization");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void answers_do_not_depend_on_where_they_are_cut(int bytes) {
    for (Asking asking : Asking.values()) {
      stub.next(asking.reply(EMOJI).withPiecesOf(bytes));

      assertThat(ask(asking)).isEqualTo(answered(EMOJI, FinishReason.STOP));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tool_calls_are_read(Asking asking) {
    stub.next(asking.calling("c1", "get_weather", "{ \"city\": \"Köln\" }"));

    assertThat(((Answered) ask(asking)).choices())
        .containsExactly(
            new Choice(
                List.of(
                    new Item.ToolCall(
                        "c1", "get_weather", "{ \"city\": \"Köln\" }", RawFields.NONE)),
                FinishReason.TOOL_CALLS,
                RawFields.NONE));
  }

  @ParameterizedTest
  @EnumSource
  void a_compressed_answer_is_read_though_none_was_asked_for(Asking asking) throws IOException {
    StubReply.Body body = asking.body(asking.reply("Hello from the stub."));
    stub.next(
        StubReply.of(body.contentType(), compressed(body)).withHeader("content-encoding", "gzip"));

    assertThat(ask(asking)).isEqualTo(HELLO);
    assertThat(ask(asking)).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_that_ends_with_its_connection_is_read(Asking asking) {
    stub.next(asking.reply("Hello from the stub.").withEnding(Ending.CLOSE));

    assertThat(ask(asking)).isEqualTo(HELLO);
  }

  @Test
  void a_response_is_whole_with_its_last_event_whatever_comes_behind_it() {
    StubReply answer = ResponsesReply.text("Hello from the stub.");
    List<byte[]> pieces = new ArrayList<>(answer.streamed().pieces());
    pieces.add("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    StubReply.Body marked = new StubReply.Body("text/event-stream", pieces);
    stub.next(
        answer.withStreamed(marked),
        answer.withEnding(Ending.HANG),
        answer.withEnding(Ending.BREAK_OFF));

    assertThat(ask(Asking.RESPONSES_STREAMED)).isEqualTo(HELLO);
    assertThat(ask(Asking.RESPONSES_STREAMED)).isEqualTo(HELLO);
    assertThat(ask(Asking.RESPONSES_STREAMED)).isEqualTo(HELLO);
    assertThat(ask(Asking.RESPONSES_STREAMED)).isEqualTo(HELLO);
  }

  @Test
  void a_stream_without_end_mark_is_whole_once_every_choice_has_finished() {
    String finished =
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"length\"}]}";
    stub.next(StubReply.events(finished), StubReply.events(finished).withEnding(Ending.BREAK_OFF));

    assertThat(((Answered) ask(Delivery.STREAMED)).choices().getFirst().finish())
        .isEqualTo(FinishReason.LENGTH);
    assertThat(ask(Delivery.STREAMED)).isInstanceOf(Answered.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT_STREAMED", "RESPONSES_STREAMED"})
  void an_upstream_that_does_not_stream_is_told_at_once(Asking asking) {
    List<ModelDelta> deltas = new ArrayList<>();
    StubReply.Body whole = asking.reply("Hello from the stub.").whole();
    stub.next(StubReply.of(whole.contentType(), whole.pieces().getFirst()));

    ModelOutcome outcome = runtime.prepare(asking.call(), deltas::add).run();

    assertThat(outcome).isEqualTo(HELLO);
    assertThat(deltas).startsWith(text("Hello from the stub."));
  }

  @ParameterizedTest
  @EnumSource
  void one_connection_serves_one_answer_after_another(Asking asking) {
    try (UpstreamStub own = UpstreamStub.start();
        HttpModelRuntime client = UpstreamUnderTest.runtime(own.baseUrl())) {
      for (int turn = 0; turn < 30; turn++) {
        assertThat(client.prepare(asking.call(), delta -> {}).run()).isEqualTo(HELLO);
      }
      // that of a stream may still be on its way back when the next turn begins: on a busy machine
      // for several turns, but never for most
      assertThat(own.connections())
          .isLessThanOrEqualTo(
              switch (asking.delivery) {
                case WHOLE -> 1;
                case STREAMED -> 15;
              });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT_STREAMED", "RESPONSES_STREAMED"})
  void pieces_are_told_before_the_answer_is_over(Asking asking) throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    stub.next(asking.beginning("Let me think").withEnding(Ending.HANG));
    Generation generation =
        runtime.prepare(
            asking.call(),
            delta -> {
              assertThat(delta).isEqualTo(text("Let me think"));
              first.countDown();
            });
    CompletableFuture<ModelOutcome> outcome = running(generation);

    assertThat(first.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(outcome).isNotDone();
    generation.cancel();

    assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(
            new ModelOutcome.Cancelled(List.of(Item.message(Role.ASSISTANT, "Let me think"))));
    assertThat(stub.awaitDeparture(PATIENCE)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void cancelling_ends_a_generation_that_waits_for_its_first_byte(Asking asking) throws Exception {
    try (UpstreamStub own = UpstreamStub.start();
        HttpModelRuntime client = UpstreamUnderTest.runtime(own.baseUrl())) {
      own.next(asking.reply("late").withFirstByteAfter(Duration.ofMinutes(1)));
      Generation generation = client.prepare(asking.call(), delta -> {});
      CompletableFuture<ModelOutcome> outcome = running(generation);

      assertThat(own.awaitRequest(PATIENCE)).isTrue();
      generation.cancel();
      generation.cancel();

      assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(new ModelOutcome.Cancelled(List.of()));
    }
  }

  @Test
  void a_generation_cancelled_before_it_runs_asks_nobody() {
    int before = stub.requestCount();
    Generation generation = runtime.prepare(UpstreamUnderTest.call(Delivery.STREAMED), delta -> {});

    generation.cancel();

    assertThat(generation.run()).isEqualTo(new ModelOutcome.Cancelled(List.of()));
    assertThat(stub.requestCount()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void cancelling_at_any_moment_is_no_failure(Asking asking) throws Exception {
    for (int moment = 0; moment < 200; moment++) {
      Generation generation = runtime.prepare(asking.call(), delta -> {});
      CompletableFuture<ModelOutcome> outcome = running(generation);
      long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(5L * moment);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      generation.cancel();

      assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOfAny(ModelOutcome.Cancelled.class, Answered.class);
    }
    assertThat(ask(asking)).isEqualTo(HELLO);
  }

  @Test
  void cancelling_what_is_over_does_nothing() {
    Generation generation = runtime.prepare(UpstreamUnderTest.call(Delivery.STREAMED), delta -> {});
    assertThat(generation.run()).isEqualTo(HELLO);

    generation.cancel();

    assertThat(ask(Delivery.STREAMED)).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 3, PT3S",
    "retry-after, 0.5, PT0.5S",
    "retry-after, 999999999, PT24H",
    "retry-after, -3, PT0S",
    "retry-after, soon, PT0S",
    "retry-after, 'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
    "retry-after, 'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
    "retry-after-ms, 1500, PT1.5S",
    "x-other, 3, PT0S",
  })
  void the_wait_an_upstream_asks_for_is_passed_on(String header, String value, Duration wait) {
    stub.next(StubReply.json(429, "{}").withHeader(header, value));

    assertThat(((ModelOutcome.Failed) ask(Delivery.STREAMED)).failure().retryAfter())
        .isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHAT | {\"max_completion_tokens\":7} | max_completion_tokens=7",
        "CHAT | {\"max_tokens\":7} | max_tokens=7",
        "CHAT_WITH_MAX_TOKENS | {\"max_completion_tokens\":7} | max_tokens=7",
        "CHAT_WITH_MAX_TOKENS | {\"max_tokens\":7} | max_tokens=7",
        "CHAT_WITH_MAX_TOKENS | {\"max_tokens\":9,\"max_completion_tokens\":7} | max_tokens=7",
        "CHAT_WITH_MAX_TOKENS | {\"max_completion_tokens\":null,\"max_tokens\":9} | max_tokens=9",
        "CHAT_WITH_MAX_TOKENS | {\"temperature\":1} | ''",
      })
  void the_bound_of_an_answer_has_the_name_the_upstream_knows(
      UpstreamApi api, String parameters, String bounds) {
    ModelCall call =
        UpstreamUnderTest.call(Delivery.WHOLE, new RawFields(parameters), UpstreamUnderTest.LIMIT);

    JsonNode body = UpstreamJson.MAPPER.readTree(Dialect.of(api).request(call));

    assertThat(
            body.properties().stream()
                .filter(member -> member.getKey().startsWith("max"))
                .map(Object::toString)
                .toList())
        .isEqualTo(bounds.isEmpty() ? List.of() : List.of(bounds));
  }

  @Test
  void a_generation_runs_once() {
    Generation generation = runtime.prepare(UpstreamUnderTest.call(Delivery.WHOLE), delta -> {});
    generation.run();

    assertThatThrownBy(generation::run).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothing_shows_the_credential() {
    UpstreamCredential credential = new UpstreamCredential.BearerKey(UpstreamUnderTest.KEY);
    UpstreamProvider provider = new UpstreamProvider(stub.baseUrl(), UpstreamApi.CHAT, credential);

    assertThat(provider.toString() + Upstream.of(UpstreamUnderTest.PROVIDER, provider))
        .doesNotContain(UpstreamUnderTest.KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h/v1",
        "/v1",
        "http:///v1",
        "http://u:p@h/v1",
        "http://h/v1?a=b",
        "http://h#f"
      })
  void a_base_url_that_cannot_be_one_is_refused(String url) {
    URI uri = URI.create(url);
    UpstreamCredential none = new UpstreamCredential.None();

    assertThatThrownBy(() -> new UpstreamProvider(uri, UpstreamApi.CHAT, none))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nx: y", "é"})
  void a_key_that_cannot_stand_in_a_header_is_refused(String key) {
    assertThatThrownBy(() -> new UpstreamCredential.BearerKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("a b");
  }

  private ModelOutcome ask(Asking asking) {
    return runtime.prepare(asking.call(), delta -> {}).run();
  }

  private ModelOutcome ask(Delivery delivery) {
    return ask(delivery, RawFields.NONE);
  }

  private ModelOutcome ask(Delivery delivery, RawFields parameters) {
    return runtime
        .prepare(UpstreamUnderTest.call(delivery, parameters, PATIENCE), delta -> {})
        .run();
  }

  private static CompletableFuture<ModelOutcome> running(Generation generation) {
    CompletableFuture<ModelOutcome> outcome = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                outcome.complete(generation.run());
              } catch (RuntimeException | Error defect) {
                outcome.completeExceptionally(defect);
              }
            });
    return outcome;
  }

  private static byte[] compressed(StubReply.Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (byte[] piece : body.pieces()) {
        gzip.write(piece);
      }
    }
    return bytes.toByteArray();
  }

  private static ModelDelta text(String text) {
    return new ModelDelta.Text(0, text, RawFields.NONE);
  }

  private static Answered answered(String text, FinishReason finish) {
    return new Answered(
        List.of(new Choice(List.of(Item.message(Role.ASSISTANT, text)), finish, RawFields.NONE)),
        new ModelOutcome.ReportedUsage.Known(new Usage(11, 7, 3, 0, 0, Usage.Source.REPORTED)),
        RawFields.NONE);
  }
}
