package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.ports.in.TurnRequest.Arrival;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.in.TurnRequest.WhenBusy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How a request came")
class ArrivalHeadersTest {

  private static final TestRequest HELLO = TestRequest.chat(TestRequest.HELLO);

  private static Arrival arrival(TestRequest request) {
    try (TestGateway gateway = TestGateway.startTalkative()) {
      gateway.conversations().play(Scenes.saying("ok"));
      assertThat(request.send(gateway).status()).isEqualTo(200);
      return gateway.conversations().requests().getLast().arrival();
    }
  }

  private static RequestDigest digest(TestRequest request) {
    return arrival(request).digest();
  }

  @Test
  void is_new_and_patient_unless_it_says_otherwise() {
    assertThat(arrival(HELLO).repetition()).isEqualTo(new Repetition.None());
    assertThat(arrival(HELLO).whenBusy()).isEqualTo(WhenBusy.QUEUE);
  }

  @Test
  void may_have_a_name_which_counts_more_than_a_count_of_retries() {
    assertThat(
            arrival(
                    HELLO
                        .header("X-Stainless-Retry-Count", "2")
                        .header("Idempotency-Key", " first try "))
                .repetition())
        .isEqualTo(new Repetition.Named("first try"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "007"})
  void may_be_a_retry(String count) {
    assertThat(arrival(HELLO.header("X-Stainless-Retry-Count", count)).repetition())
        .isEqualTo(new Repetition.SentAgain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "00", "", "-1", "one", "1e3", "99999999999999999999"})
  void is_no_retry_by_what_is_no_count(String count) {
    assertThat(arrival(HELLO.header("X-Stainless-Retry-Count", count)).repetition())
        .isEqualTo(new Repetition.None());
  }

  @Test
  void may_be_impatient() {
    assertThat(arrival(HELLO.header("x-holdfast-when-busy", "Reject")).whenBusy())
        .isEqualTo(WhenBusy.REJECT);
  }

  @Test
  void is_told_by_path_and_body_and_by_nothing_else() {
    String body = "{\"model\":\"holdfast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    RequestDigest digest = digest(TestRequest.chat(body));

    assertThat(digest(TestRequest.chat(body).header("x-request-id", "other"))).isEqualTo(digest);
    assertThat(digest(TestRequest.chat(body.replace("hi", "ho")))).isNotEqualTo(digest);
    assertThat(digest(TestRequest.chat(body + " "))).isNotEqualTo(digest);
    assertThat(
            digest(
                TestRequest.of("POST", "/chat/completions")
                    .token(TestGateway.WRITE_TOKEN)
                    .json(body)))
        .isNotEqualTo(digest);
  }

  @Test
  void is_refused_with_a_name_longer_than_any_client_makes() {
    try (TestGateway gateway = TestGateway.startTalkative()) {
      gateway.conversations().play(Scenes.saying("ok"));

      assertThat(HELLO.header("Idempotency-Key", "n".repeat(256)).send(gateway).body())
          .contains("invalid_header")
          .contains("longer than 255");
    }
  }
}
