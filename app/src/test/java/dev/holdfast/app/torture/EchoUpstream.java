package dev.holdfast.app.torture;

import dev.holdfast.adapters.http.stub.RecordedRequest;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model that repeats the last question, so that each answer shows what it answers. */
final class EchoUpstream implements AutoCloseable {

  private final UpstreamStub stub;

  private EchoUpstream(UpstreamStub stub) {
    this.stub = stub;
  }

  /** A model that answers at once. */
  static EchoUpstream start() {
    return start(() -> Duration.ZERO);
  }

  /**
   * A model that thinks.
   *
   * @param thinking how long about each answer; may be asked by any thread
   */
  static EchoUpstream start(Supplier<Duration> thinking) {
    return new EchoUpstream(
        UpstreamStub.start()
            .alwaysBy(
                request ->
                    StubReply.text(answerTo(question(request)))
                        .withFirstByteAfter(thinking.get())));
  }

  /** What it answers. */
  static String answerTo(String question) {
    return "answer to " + question;
  }

  URI baseUrl() {
    return stub.baseUrl();
  }

  private static String question(RecordedRequest request) {
    JsonNode messages = JsonMapper.shared().readTree(request.text()).path("messages");
    JsonNode content = messages.path(messages.size() - 1).path("content");
    return content.isString() ? content.asString() : content.at("/0/text").asString();
  }

  @Override
  public void close() {
    stub.close();
  }
}
