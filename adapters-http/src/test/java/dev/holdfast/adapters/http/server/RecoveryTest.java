package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Stuck turns over HTTP")
class RecoveryTest {

  private final TestGateway gateway = TestGateway.start();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void they_are_listed_with_the_evidence() {
    RawResponse response =
        TestRequest.get("/api/turns/stuck?agent=main&session=ann")
            .token(TestGateway.READ_TOKEN)
            .send(gateway);

    assertThat(response.status()).isEqualTo(200);
    JsonNode first = response.json().path("data").path(0);
    assertThat(first.path("id").stringValue()).isEqualTo("turn_1");
    assertThat(first.path("key").stringValue()).isEqualTo("agent:main:web:direct:ann");
    assertThat(first.path("reason").stringValue()).isEqualTo("owner_gone");
    assertThat(first.path("evidence").stringValue()).isEqualTo("It is gone.");
    assertThat(first.path("owner").stringValue()).isEqualTo("7@there/x");
    assertThat(response.json().at("/data/1/key").isNull()).isTrue();
    assertThat(gateway.recovery().asked).containsExactly("stuck Wish[agent=main, session=ann]");
  }

  @Test
  void they_are_ended_and_what_could_not_be_is_told() {
    RawResponse all = recover("").send(gateway);
    RawResponse one = recover("{\"session\":\"ann\"}").send(gateway);

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.json().at("/recovered/0/id").stringValue()).isEqualTo("turn_1");
    assertThat(all.json().at("/left/0/id").stringValue()).isEqualTo("turn_2");
    assertThat(one.status()).isEqualTo(200);
    assertThat(gateway.recovery().asked)
        .containsExactly(
            "recover Wish[agent=, session=] in r-1", "recover Wish[agent=, session=ann] in r-1");
  }

  @Test
  void an_agent_that_is_not_there_is_an_error() {
    assertThat(
            TestRequest.get("/api/turns/stuck?agent=nobody")
                .token(TestGateway.READ_TOKEN)
                .send(gateway)
                .status())
        .isEqualTo(404);
    assertThat(recover("{\"agent\":\"nobody\"}").send(gateway).status()).isEqualTo(404);
  }

  @Test
  void a_member_that_is_not_known_is_refused_and_nothing_is_ended() {
    assertThat(recover("{\"turn\":\"turn_1\"}").send(gateway).status()).isEqualTo(400);
    assertThat(gateway.recovery().asked).isEmpty();
  }

  @Test
  void whoever_may_only_write_ends_none_and_is_noted() {
    RawResponse response =
        TestRequest.of("POST", "/api/turns/recover").token(TestGateway.WRITE_TOKEN).send(gateway);

    assertThat(response.status()).isEqualTo(403);
    assertThat(gateway.recovery().asked).isEmpty();
    assertThat(gateway.audit().turnedAway)
        .singleElement()
        .satisfies(noted -> assertThat(noted).startsWith("TURN_RECOVER in "));
  }

  private static TestRequest recover(String json) {
    TestRequest request =
        TestRequest.of("POST", "/api/turns/recover")
            .token(TestGateway.ADMIN_TOKEN)
            .header("x-request-id", "r-1");
    return json.isEmpty() ? request : request.json(json);
  }
}
