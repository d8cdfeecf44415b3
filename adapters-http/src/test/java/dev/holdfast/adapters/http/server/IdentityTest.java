package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A gateway proves itself, and does nothing that is meant for another store")
class IdentityTest {

  private static final String NONCE = "0123456789abcdef".repeat(4);
  private static final String CHALLENGE = "/api/identity?nonce=" + NONCE + "&key=";
  private static final String HINT = "0a1b2c3d";

  private final TestGateway gateway = TestGateway.start();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void a_challenge_is_answered_without_a_token() {
    RawResponse response = TestRequest.get(CHALLENGE + HINT).send(gateway);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("cache-control")).isEqualTo("no-store");
    assertThat(response.json().path("store_id").stringValue()).isEqualTo("store-1");
    assertThat(response.json().path("url").stringValue()).isEqualTo(ScriptedIdentity.URL);
    assertThat(response.json().path("proof").stringValue())
        .isEqualTo(ScriptedIdentity.proof(NONCE, HINT).hex());
    assertThat(gateway.authentications()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "nonce=0&key=0a1b2c3d, nonce",
    "key=0a1b2c3d, nonce",
    "nonce=0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef&key=0a1b2c3d, nonce",
    "nonce=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef&key=0a1b2c3, key",
    "nonce=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, key"
  })
  void a_challenge_of_another_form_is_refused(String query, String blamed) {
    RawResponse response = TestRequest.get("/api/identity?" + query).send(gateway);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo(blamed);
  }

  @Test
  void before_the_store_is_open_there_is_nothing_to_prove() {
    gateway.identity().start();

    RawResponse response = TestRequest.get(CHALLENGE + HINT).send(gateway);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.error().path("code").stringValue()).isEqualTo("starting");
  }

  @Test
  void one_address_gets_so_many_answers_in_a_minute_and_its_tokens_are_not_shut_out() {
    TestRequest challenge = TestRequest.get(CHALLENGE + HINT);
    for (int count = 0; count < FailureLimit.MAX_CHALLENGES; count++) {
      assertThat(challenge.send(gateway).status()).isEqualTo(200);
    }

    RawResponse response = challenge.send(gateway);

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.error().path("code").stringValue()).isEqualTo("too_many_failures");
    assertThat(response.header("retry-after")).isEqualTo("60");
    assertThat(response.error().path("message").stringValue())
        .endsWith("It answers that again in 60 s.");
    assertThat(read("/v1/models").send(gateway).status()).isEqualTo(200);
  }

  @Test
  void wrong_tokens_do_not_keep_the_gateway_from_proving_itself() {
    for (int count = 0; count < FailureLimit.MAX_FAILURES; count++) {
      TestRequest.get("/v1/models").token("wrong").send(gateway);
    }

    assertThat(read("/v1/models").send(gateway).status()).isEqualTo(429);
    assertThat(TestRequest.get(CHALLENGE + HINT).send(gateway).status()).isEqualTo(200);
  }

  @Test
  void a_request_for_this_store_is_done() {
    assertThat(read("/api/sessions").header(Gate.STORE, "store-1").send(gateway).status())
        .isEqualTo(200);
    assertThat(read("/api/sessions").header(Gate.STORE, " ").send(gateway).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/turns/turn_2/abort", "/api/turns/none/abort"})
  void nothing_is_done_for_another_store(String path) {
    RawResponse response =
        TestRequest.of("POST", path)
            .token(TestGateway.ADMIN_TOKEN)
            .header(Gate.STORE, "store-2")
            .send(gateway);

    assertThat(response.status()).isEqualTo(409);
    assertThat(response.error().path("code").stringValue()).isEqualTo("store_mismatch");
    assertThat(response.error().path("param").stringValue()).isEqualTo(Gate.STORE);
    assertThat(response.error().path("message").stringValue()).contains("store-1");
    assertThat(response.header("x-should-retry")).isEqualTo("false");
    assertThat(gateway.turns().asked).isEmpty();
  }

  @Test
  void nobody_without_a_token_learns_which_store_it_is() {
    for (TestRequest request :
        List.of(TestRequest.get("/api/sessions"), TestRequest.get("/api/sessions").token("no"))) {
      RawResponse response = request.header(Gate.STORE, "store-2").send(gateway);

      assertThat(response.status()).isEqualTo(401);
      assertThat(response.body()).doesNotContain("store-1");
    }
  }

  private static TestRequest read(String path) {
    return TestRequest.get(path).token(TestGateway.READ_TOKEN);
  }
}
