package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.metrics.Page;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of metrics")
class MetricsEndpointTest {

  private static final TestRequest METRICS =
      TestRequest.get("/metrics").token(TestGateway.READ_TOKEN);

  @Test
  void is_text_of_the_format_that_prometheus_reads() {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = METRICS.send(gateway);

      assertThat(response.header("content-type"))
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(Page.read(response.body()).samples()).isNotEmpty();
    }
  }

  @Test
  void counts_requests_by_the_pattern_of_their_path() {
    try (TestGateway gateway = TestGateway.start()) {
      TestRequest.get("/v1/models/openai/gpt-5.5").token(TestGateway.READ_TOKEN).send(gateway);
      TestRequest.get("/v1/models/nobody/knows").token(TestGateway.READ_TOKEN).send(gateway);
      TestRequest.get("/v1/models/openai/gpt-5.5").send(gateway);

      Page page = Page.read(METRICS.send(gateway).body());

      assertThat(page.value(requests("GET", "/v1/models/<id>", 200))).isEqualTo(1);
      assertThat(page.value(requests("GET", "/v1/models/<id>", 404))).isEqualTo(1);
      assertThat(page.value(requests("GET", "/v1/models/<id>", 401))).isEqualTo(1);
    }
  }

  @Test
  void has_no_word_of_a_request_that_is_not_served() {
    try (TestGateway gateway = TestGateway.start()) {
      TestRequest.of("BREW", "/coffee/agent:main:ann").send(gateway);
      TestRequest.of("PUT", "/health").send(gateway);

      String text = METRICS.send(gateway).body();

      assertThat(text).doesNotContain("BREW", "coffee", "ann");
      assertThat(Page.read(text).value(requests("other", "other", 405))).isEqualTo(1);
    }
  }

  private static String requests(String method, String path, int status) {
    return "holdfast_http_requests_seconds_count{method=\"%s\",path=\"%s\",status=\"%d\"}"
        .formatted(method, path, status);
  }
}
