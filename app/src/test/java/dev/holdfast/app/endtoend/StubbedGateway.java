package dev.holdfast.app.endtoend;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import java.nio.file.Path;
import java.util.List;

/** A gateway whose only provider is the stub, and the official client before it. */
record StubbedGateway(UpstreamStub stub, TestHome home, RunningGateway gateway, OpenAi client) {

  private static final String HISTORY = "x-holdfast-history";

  static StubbedGateway start(Path scratch) throws InterruptedException {
    UpstreamStub stub = UpstreamStub.start();
    TestHome home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
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
