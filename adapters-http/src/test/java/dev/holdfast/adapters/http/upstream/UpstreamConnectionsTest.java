package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;

/** What turns may expect of the connections that they share. */
final class UpstreamConnectionsTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void a_turn_waits_for_a_connection_while_all_are_in_use() throws Exception {
    int turns = 8;
    try (UpstreamStub stub = UpstreamStub.start();
        CloseableHttpClient client = UpstreamConnections.open(1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stub.always(StubReply.text("Hello.").withFirstByteAfter(Duration.ofMillis(20)));
      List<Future<Integer>> answers = new ArrayList<>();
      for (int turn = 0; turn < turns; turn++) {
        answers.add(threads.submit(() -> status(client, stub)));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
      }
      assertThat(stub.connections()).isEqualTo(1);
      assertThat(stub.requestCount()).isEqualTo(turns);
    }
  }

  private static int status(CloseableHttpClient client, UpstreamStub stub) throws IOException {
    try (ClassicHttpResponse response =
        client.executeOpen(null, new HttpPost(stub.baseUrl() + "/chat/completions"), null)) {
      EntityUtils.consume(response.getEntity());
      return response.getCode();
    }
  }
}
