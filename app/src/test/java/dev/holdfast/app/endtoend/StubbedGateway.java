package dev.holdfast.app.endtoend;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A gateway whose only provider is the stub, and the official client before it. */
record StubbedGateway(UpstreamStub stub, TestHome home, RunningGateway gateway, OpenAi client) {

  private static final String HISTORY = "x-holdfast-history";

  static StubbedGateway start(Path scratch) throws InterruptedException {
    return start(scratch, Upstreams::one);
  }

  /**
   * The same, configured otherwise.
   *
   * @param configuration made of the stub's base URL
   */
  static StubbedGateway start(Path scratch, Function<URI, String> configuration)
      throws InterruptedException {
    UpstreamStub stub = UpstreamStub.start();
    TestHome home = new TestHome(scratch).configured(configuration.apply(stub.baseUrl()));
    RunningGateway gateway = home.start();
    return new StubbedGateway(stub, home, gateway, gateway.openAi());
  }

  void stop() throws InterruptedException {
    client.close();
    gateway.stop();
    stub.close();
  }

  /** Asks, and says what became of the request's messages. */
  String history(ChatCompletionCreateParams.Builder request) {
    return client.header(request, HISTORY);
  }

  /** What the model will say to the next requests. */
  void answers(String... answers) {
    for (String answer : answers) {
      stub.next(StubReply.text(answer));
    }
  }

  /** The messages the model was asked with last, each behind its role. */
  List<String> seenByTheModel() {
    return Json.read(stub.lastRequest().text())
        .path("messages")
        .valueStream()
        .map(message -> message.path("role").asString() + ": " + message.path("content").asString())
        .toList();
  }
}
