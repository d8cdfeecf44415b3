package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request body that does not arrive whole")
class BrokenBodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n{}\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}XX0\r\n\r\n",
        "2\r\n{}\r\nzz\r\n"
      })
  void broken_chunks_get_400(String body) throws IOException {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      connection.send(TestRequest.chunkedChat().head());
      connection.send(body);

      assertNotWhole(connection.receive());
      assertThat(gateway.conversations().requests()).isEmpty();
    }
  }

  @Test
  void a_body_that_ends_early_gets_400() throws IOException {
    try (TestGateway gateway = TestGateway.start();
        RawConnection announced = RawConnection.to(gateway);
        RawConnection chunked = RawConnection.to(gateway)) {
      TestRequest request = TestRequest.chat(TestRequest.HELLO);
      announced.send(Arrays.copyOf(request.bytes(), request.bytes().length - 5));
      announced.sendNoMore();
      chunked.send(TestRequest.chunkedChat().head());
      chunked.sendChunk(request.body());
      chunked.sendNoMore();

      assertNotWhole(announced.receive());
      assertNotWhole(chunked.receive());
      assertThat(gateway.conversations().requests()).isEmpty();
    }
  }

  @Test
  void a_body_that_stops_coming_gets_408() throws IOException {
    ServerLimits hasty =
        new ServerLimits(
            ServerLimits.STANDARD.connections(),
            ServerLimits.STANDARD.bodyBytes(),
            ServerLimits.STANDARD.bodiesInFlightBytes(),
            ServerLimits.STANDARD.bodyWithin(),
            ServerLimits.STANDARD.keepAlive(),
            Duration.ofMillis(100));
    try (TestGateway gateway = TestGateway.start(hasty);
        RawConnection connection = RawConnection.to(gateway)) {
      byte[] whole = TestRequest.chat(TestRequest.HELLO).bytes();
      connection.send(Arrays.copyOf(whole, whole.length - 5));

      RawResponse response = connection.receive();

      assertThat(response.status()).isEqualTo(408);
      assertThat(response.error().path("code").stringValue()).isEqualTo("body_timeout");
    }
  }

  private static void assertNotWhole(RawResponse response) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("code").stringValue()).isEqualTo("body_broken");
    assertThat(response.error().path("message").stringValue()).contains("did not arrive whole");
    assertThat(response.header("connection")).isEqualTo("close");
  }
}
