package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.TokenAdministration.KeyWish;
import dev.holdfast.ports.in.TokenAdministration.Lifetime;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The management API of tokens and audit over HTTP")
class ManagementTest {

  private final TestGateway gateway = TestGateway.start();

  @AfterEach
  void close() {
    gateway.close();
  }

  private RawResponse admin(String method, String path) {
    return TestRequest.of(method, path).token(TestGateway.ADMIN_TOKEN).send(gateway);
  }

  private RawResponse create(String json) {
    return TestRequest.of("POST", "/api/tokens")
        .token(TestGateway.ADMIN_TOKEN)
        .json(json)
        .send(gateway);
  }

  @Test
  void tokens_are_told_without_their_texts() {
    RawResponse response = admin("GET", "/api/tokens");

    assertThat(response.body())
        .isEqualTo(
            """
            {"object":"list","data":[\
            {"object":"token","id":"t-1","name":"laptop","scope":"admin","agent":null,"key":null,\
            "key_prefix":null,"created_at":"2026-01-02T03:04:05.678Z","rotated_at":null,\
            "expires_at":null,"self":false},\
            {"object":"token","id":"t-2","name":"laptop","scope":"admin","agent":"main","key":null,\
            "key_prefix":"agent:main:web:","created_at":"2026-01-02T03:04:05.678Z",\
            "rotated_at":"2026-01-02T03:05:05.678Z","expires_at":"2026-03-01T00:00:00Z",\
            "self":false},\
            {"object":"token","id":"t-3","name":"laptop","scope":"admin","agent":"main",\
            "key":"agent:main:main","key_prefix":null,"created_at":"2026-01-02T03:04:05.678Z",\
            "rotated_at":null,"expires_at":null,"self":false}],"has_more":false,"next":null}\
            """);
  }

  @Test
  void a_new_text_is_told_and_kept_nowhere_on_its_way() {
    for (RawResponse response :
        List.of(create(TestRequest.TOKEN), admin("POST", "/api/tokens/t-1/rotate"))) {
      assertThat(response.json().path("token").stringValue()).startsWith("hf_");
      assertThat(response.header("cache-control")).isEqualTo("no-store");
    }
  }

  @Test
  void a_wish_is_understood_whole() {
    create(
        """
        {"name":" ci ","scope":"read","agent":"main","key_prefix":"web:",\
        "expires_in_seconds":3600}\
        """);
    create("{\"name\":\"ann\",\"scope\":\"admin\",\"key\":\"web:direct:ann\",\"agent\":null}");

    assertThat(gateway.tokens().wishes)
        .containsExactly(
            new TokenWish(
                "ci",
                Scope.READ,
                "main",
                new KeyWish.Prefix("web:"),
                new Lifetime.Limited(Duration.ofHours(1))),
            new TokenWish(
                "ann",
                Scope.ADMIN,
                "",
                new KeyWish.Exact("web:direct:ann"),
                new Lifetime.Unlimited()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scope\":\"read\"} | missing_required_parameter | name",
        "{\"name\":\"a\"} | missing_required_parameter | scope",
        "{\"name\":\" \",\"scope\":\"read\"} | invalid_value | name",
        "{\"name\":\"a\\nb\",\"scope\":\"read\"} | invalid_value | name",
        "{\"name\":\"a\\u001b[31m\",\"scope\":\"read\"} | invalid_value | name",
        "{\"name\":\"a\\u009bm\",\"scope\":\"read\"} | invalid_value | name",
        "{\"name\":\"a\",\"scope\":\"root\"} | invalid_value | scope",
        "{\"name\":7,\"scope\":\"read\"} | invalid_type | name",
        "{\"name\":\"a\",\"scope\":\"read\",\"key\":\" \"} | invalid_value | key",
        "{\"name\":\"a\",\"scope\":\"read\",\"key_prefix\":\"web\"} | invalid_value | key_prefix",
        "{\"name\":\"a\",\"scope\":\"read\",\"key\":\"k\",\"key_prefix\":\"w:\"} | invalid_value"
            + " | key_prefix",
        "{\"name\":\"a\",\"scope\":\"read\",\"expires_in_seconds\":0} | invalid_value"
            + " | expires_in_seconds",
        "{\"name\":\"a\",\"scope\":\"read\",\"expires_in_seconds\":99999999999999999999}"
            + " | invalid_value | expires_in_seconds",
        "{\"name\":\"a\",\"scope\":\"read\",\"expires_in_seconds\":1.5} | invalid_type"
            + " | expires_in_seconds",
        "{\"name\":\"a\",\"scope\":\"read\",\"scopes\":[]} | unsupported_parameter | scopes",
      })
  void a_wish_that_makes_no_sense_is_refused_by_its_member(String json, String code, String param) {
    RawResponse response =
        TestRequest.of("POST", "/api/tokens")
            .token(TestGateway.ADMIN_TOKEN)
            .json(json)
            .send(gateway);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("code").stringValue()).isEqualTo(code);
    assertThat(response.error().path("param").stringValue()).isEqualTo(param);
    assertThat(gateway.tokens().wishes).isEmpty();
  }

  @Test
  void a_mistyped_member_is_answered_with_the_nearest() {
    RawResponse response = create("{\"name\":\"a\",\"scop\":\"read\"}");

    assertThat(response.error().path("message").stringValue()).endsWith("Did you mean 'scope'?");
  }

  @Test
  void audit_rows_come_in_pages_that_follow_each_other() {
    RawResponse first = admin("GET", "/api/audit?limit=2");
    String next = first.json().path("next").stringValue();
    RawResponse second = admin("GET", "/api/audit?limit=2&after=" + next);

    assertThat(first.body())
        .startsWith(
            """
            {"object":"list","data":[\
            {"object":"audit_row","id":"audit-3","at":"2026-01-02T03:04:05.678Z",\
            "author":{"type":"token","id":"t-1","name":"laptop"},"operation":"token_revoke",\
            "agent":"main","target":"agent:main:main","outcome":"done","reason":null,\
            "request_id":"request-3"},\
            {"object":"audit_row","id":"audit-2","at":"2026-01-02T03:04:05.678Z",\
            "author":{"type":"token","id":"t-1","name":"laptop"},"operation":"token_revoke",\
            "agent":null,"target":null,"outcome":"refused","reason":"token_not_found",\
            "request_id":"request-2"}],"has_more":true,"next":\"\
            """);
    assertThat(second.body())
        .isEqualTo(
            """
            {"object":"list","data":[\
            {"object":"audit_row","id":"audit-1","at":"2026-01-02T03:04:05.678Z",\
            "author":{"type":"user","id":null,"name":"ann"},"operation":"token_revoke",\
            "agent":null,"target":"t-1","outcome":"done","reason":null,\
            "request_id":"request-1"}],"has_more":false,"next":null}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=1001, limit",
    "limit=many, limit",
    "after=x, after",
    "after=%00, after",
    "after=YXVkaXQKMA, after",
    "after=c2Vzc2lvbnMKMQ, after"
  })
  void a_page_that_cannot_be_is_refused(String query, String parameter) {
    RawResponse response = admin("GET", "/api/audit?" + query);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo(parameter);
  }

  @Test
  void a_change_that_a_scope_does_not_permit_is_taken_down() {
    TestRequest.of("DELETE", "/api/tokens/t-1")
        .token(TestGateway.READ_TOKEN)
        .header("x-request-id", "r-1")
        .send(gateway);
    TestRequest.get("/api/tokens").token(TestGateway.READ_TOKEN).send(gateway);

    assertThat(gateway.audit().turnedAway).containsExactly("TOKEN_REVOKE in r-1 by test");
  }
}
