package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.server.ScriptedConversations.Scene;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.in.Responses.Cancellation;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file holds a scene, a request and the response it must get, but for the date and for how
 * lines end. The length of a request's body and the end of its connection are added.
 */
@DisplayName("Exchanges go byte for byte as they are written down")
class GoldenExchangesTest {

  private static final HttpSettings SETTINGS =
      new HttpSettings(
          InetAddress.getLoopbackAddress(),
          0,
          List.of(),
          List.of("https://app.example"),
          List.of());

  private static final String REQUEST = "--- request\n";
  private static final String RESPONSE = "--- response\n";

  @Test
  void there_are_exchanges() throws Exception {
    assertThat(files()).hasSizeGreaterThan(30);
  }

  @TestFactory
  Stream<DynamicTest> exchange() throws Exception {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> exchange(file)));
  }

  private static void exchange(Path file) throws IOException {
    String text = Files.readString(file);
    int request = text.indexOf(REQUEST);
    int response = text.indexOf(RESPONSE);
    String scene = text.substring("scene: ".length(), request - 1);
    try (TestGateway gateway = TestGateway.start(SETTINGS);
        RawConnection connection = RawConnection.to(gateway)) {
      play(scene, gateway);

      connection.send(request(text.substring(request + REQUEST.length(), response)));

      assertThat(response(connection)).isEqualTo(text.substring(response + RESPONSE.length()));
    }
  }

  @TestFactory
  Stream<DynamicTest> described() throws Exception {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> described(file)));
  }

  /** The same exchange, read as a client reads it and held to the server's description. */
  private static void described(Path file) throws IOException {
    String text = Files.readString(file);
    int request = text.indexOf(REQUEST);
    int response = text.indexOf(RESPONSE);
    try (TestGateway gateway = TestGateway.start(SETTINGS)) {
      play(text.substring("scene: ".length(), request - 1), gateway);

      RawResponse answer =
          parsed(text.substring(request + REQUEST.length(), response)).send(gateway);

      assertThat(text.substring(response)).startsWith(RESPONSE + "HTTP/1.1 " + answer.status());
    }
  }

  private static TestRequest parsed(String written) {
    int blank = written.indexOf("\n\n");
    List<String> head = written.substring(0, blank).lines().toList();
    byte[] body = written.substring(blank + 2).stripTrailing().getBytes(StandardCharsets.UTF_8);
    List<String> headers = new ArrayList<>(head.subList(1, head.size()));
    headers.add("Content-Length: " + body.length);
    String[] line = head.getFirst().split(" ");
    return new TestRequest(line[0], line[1], headers, body);
  }

  private static String request(String written) {
    int blank = written.indexOf("\n\n");
    String head = written.substring(0, blank).replace("\n", "\r\n");
    String body = written.substring(blank + 2).stripTrailing();
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String lengthLine = length == 0 ? "" : "\r\nContent-Length: " + length;
    return head + lengthLine + "\r\nConnection: close\r\n\r\n" + body;
  }

  private static String response(RawConnection connection) throws IOException {
    String text = new String(connection.rest(), StandardCharsets.UTF_8);
    return text.replace("\r\n", "\n").replaceFirst("\nDate: [^\n]*", "").stripTrailing() + "\n";
  }

  private static void play(String scene, TestGateway gateway) {
    switch (scene) {
      case "none" -> {}
      case "starting" -> gateway.become(Readiness.State.STARTING);
      case "kept" -> {
        gateway
            .responses()
            .put("resp_kept", KeptSamples.asking("resp_kept", "Hi", "Are you there?"));
        gateway
            .responses()
            .put("resp_kept", new Cancellation.Ended(KeptSamples.answered("resp_kept")));
      }
      case "foreground" -> gateway.responses().put("resp_kept", new Cancellation.InForeground());
      default -> gateway.conversations().play(scene(scene));
    }
  }

  private static Scene scene(String name) {
    return switch (name) {
      case "hello" -> Scenes.saying("Hel", "lo, \"Ann\" ☺\n");
      case "tool calls" -> GoldenExchangesTest::toolCalls;
      case "two answers" -> GoldenExchangesTest::twoAnswers;
      case "says nothing" -> Scenes.saying();
      case "model refuses" -> answering(refusal(), Scenes.USAGE);
      case "estimated usage" ->
          answering(Item.message(Role.ASSISTANT, "Hello"), Usage.estimated(5, 2));
      case "breaks midway" -> GoldenExchangesTest::breaksMidway;
      case "upstream refuses credential" ->
          Scenes.failing(
              TurnFailure.of(
                  FailureCause.UPSTREAM_AUTH_FAILED, "The upstream refused the credential."));
      case "queue full" ->
          Scenes.refusing(Refusal.of(RefusalReason.SESSION_QUEUE_FULL, "Too many wait."));
      case "storage full" ->
          Scenes.refusing(Refusal.of(RefusalReason.STORAGE_FULL, "No space is left."));
      case "runtime unavailable" ->
          Scenes.refusing(
              Refusal.of(RefusalReason.RUNTIME_UNAVAILABLE, "Map it with runtimes.codex = api."));
      default -> throw new IllegalArgumentException("no scene is called " + name);
    };
  }

  private static Item refusal() {
    return new Item.Message(
        Role.ASSISTANT,
        List.of(new ContentPart.Refusal("I will not.", RawFields.NONE)),
        RawFields.NONE);
  }

  private static Scene answering(Item item, Usage usage) {
    return (request, observer, gone) -> {
      TurnFacts facts = Scenes.facts(request);
      observer.started(facts);
      Choice choice = new Choice(List.of(item), FinishReason.STOP, RawFields.NONE);
      return new TurnOutcome.Completed(facts, List.of(choice), usage, RawFields.NONE, Scenes.ENDED);
    };
  }

  private static TurnOutcome toolCalls(
      TurnRequest request, TurnObserver observer, CountDownLatch gone) {
    TurnFacts facts = Scenes.facts(request);
    observer.started(facts);
    observer.delta(new ModelDelta.Text(0, "Let me see.", RawFields.NONE));
    observer.delta(new ModelDelta.ToolCallBegun(0, 0, "call-1", "add", RawFields.NONE));
    observer.delta(new ModelDelta.ToolCallArguments(0, 0, "{\"a\":1,"));
    observer.delta(new ModelDelta.ToolCallArguments(0, 0, "\"b\":2}"));
    return Scenes.completed(
        facts,
        FinishReason.TOOL_CALLS,
        Item.message(Role.ASSISTANT, "Let me see."),
        new Item.ToolCall("call-1", "add", "{\"a\":1,\"b\":2}", RawFields.NONE));
  }

  private static TurnOutcome twoAnswers(
      TurnRequest request, TurnObserver observer, CountDownLatch gone) {
    TurnFacts facts = Scenes.facts(request);
    observer.started(facts);
    observer.delta(new ModelDelta.Text(0, "One", RawFields.NONE));
    observer.delta(new ModelDelta.Text(1, "Two", RawFields.NONE));
    return new TurnOutcome.Completed(
        facts,
        List.of(
            new Choice(
                List.of(Item.message(Role.ASSISTANT, "One")),
                FinishReason.STOP,
                new RawFields("{\"logprobs\":{\"content\":[]}}")),
            new Choice(
                List.of(Item.message(Role.ASSISTANT, "Two")), FinishReason.LENGTH, RawFields.NONE)),
        Scenes.USAGE,
        new RawFields("{\"service_tier\":\"default\",\"system_fingerprint\":\"fp\"}"),
        Scenes.ENDED);
  }

  private static TurnOutcome breaksMidway(
      TurnRequest request, TurnObserver observer, CountDownLatch gone) {
    TurnFacts facts = Scenes.facts(request);
    observer.started(facts);
    observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
    return new TurnOutcome.Failed(
        facts, TurnFailure.of(FailureCause.UPSTREAM_BROKEN_OFF, "The upstream broke off."));
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    Path folder = Path.of(GoldenExchangesTest.class.getResource("golden").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
