package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.ErrorCause.Failed;
import dev.holdfast.adapters.http.server.ErrorCause.Refused;
import dev.holdfast.adapters.http.server.ErrorCause.TurnedDown;
import dev.holdfast.adapters.http.server.ErrorCause.Undone;
import dev.holdfast.adapters.http.server.ScriptedConversations.Scene;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.in.ChangeFeed.Opening;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.in.Responses.Cancellation;
import dev.holdfast.ports.in.TokenAdministration.Creation;
import dev.holdfast.ports.in.TurnAdministration.Abortion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What brings about each cause of an error: a request, what the gateway behind the server says, or
 * what an upstream does.
 */
final class ErrorScenarios {

  /** Bounds so narrow that each can be reached by one request. */
  static final ServerLimits NARROW =
      new ServerLimits(
          ServerLimits.STANDARD.connections(),
          30_000,
          20_480,
          Duration.ofMillis(50),
          ServerLimits.STANDARD.keepAlive(),
          ServerLimits.STANDARD.callerTakesNothing());

  /** What a refused turn blames where the cause leaves open what is at fault. */
  private static final String REFUSED_PARAMETER = "audio";

  private final AskedUpstream upstream;
  private final Map<ErrorCause, Scenario> scenarios = new LinkedHashMap<>();

  ErrorScenarios(AskedUpstream upstream) {
    this.upstream = upstream;
    source();
    routing();
    bodies();
    members();
    headers();
    management();
    states();
    refusals();
    upstreamFailures();
    otherFailures();
  }

  /**
   * What brings about a cause.
   *
   * @param atFault the parameter that is blamed if the table leaves it open, or the empty text
   */
  record Scenario(String atFault, Provocation provocation) {}

  /** Provokes an error, in every way in which a client may hear of it. */
  interface Provocation {

    /** The answers of a gateway. */
    List<RawResponse> of(TestGateway gateway);
  }

  /** Every cause that is brought about, and how. */
  Map<ErrorCause, Scenario> all() {
    return scenarios;
  }

  private void source() {
    TestRequest models = TestRequest.get("/v1/models");
    TestRequest health = TestRequest.get("/health");
    sent(RequestFault.TOKEN_MISSING, models);
    sent(RequestFault.TOKEN_UNKNOWN, models.token("wrong"));
    turnedDown(RequestFault.TOO_MANY_FAILURES, "", ErrorScenarios::afterTooManyFailures);
    TestRequest reader =
        TestRequest.of("POST", "/v1/chat/completions").token(TestGateway.READ_TOKEN);
    sent(RequestFault.INSUFFICIENT_SCOPE, reader.json(TestRequest.HELLO));
    TestRequest elsewhere =
        TestRequest.get("/v1/models").token(TestGateway.READ_TOKEN).header(Gate.STORE, "store-2");
    sent(RequestFault.STORE_MISMATCH, elsewhere);
    sent(RequestFault.HOST_NOT_ALLOWED, health.without("Host").header("Host", "evil.example"));
    sent(RequestFault.ORIGIN_NOT_ALLOWED, health.header("Origin", "http://evil.example"));
    sent(RequestFault.BAD_REQUEST, TestRequest.get("no-slash"));
    sent(RequestFault.HEADERS_TOO_LARGE, health.header("x-long", "x".repeat(20_000)));
  }

  private void routing() {
    sent(RequestFault.UNKNOWN_URL, TestRequest.get("/v2"));
    sent(RequestFault.METHOD_NOT_ALLOWED, TestRequest.of("PUT", "/health"));
    TestRequest model = TestRequest.get("/v1/models/none").token(TestGateway.READ_TOKEN);
    sent(RequestFault.MODEL_NOT_FOUND, model);
    TestRequest response = TestRequest.get("/v1/responses/none").token(TestGateway.READ_TOKEN);
    sent(RequestFault.RESPONSE_NOT_FOUND, response);
    TestRequest page =
        TestRequest.get("/v1/responses/none/input_items?limit=0").token(TestGateway.READ_TOKEN);
    sent(RequestFault.INVALID_QUERY, "limit", page);
    turnedDown(RequestFault.RESPONSE_IN_FOREGROUND, "", ErrorScenarios::cancelledInForeground);
  }

  private static List<RawResponse> cancelledInForeground(TestGateway gateway) {
    gateway.responses().put("r", new Cancellation.InForeground());
    return List.of(
        TestRequest.of("POST", "/v1/responses/r/cancel")
            .token(TestGateway.WRITE_TOKEN)
            .send(gateway));
  }

  private void bodies() {
    sent(RequestFault.BODY_NOT_JSON, chat().body("text/plain", TestRequest.HELLO.getBytes()));
    sent(RequestFault.BODY_TOO_LARGE, chat().json(" ".repeat(30_001)));
    sent(RequestFault.BODIES_IN_FLIGHT, chat().json(" ".repeat(25_000)));
    turnedDown(RequestFault.BODY_TOO_SLOW, "", gateway -> List.of(trickling(gateway)));
    turnedDown(RequestFault.BODY_BROKEN, "", gateway -> List.of(broken(gateway)));
    sent(RequestFault.MALFORMED_JSON, chat().json("{\"model\":"));
    sent(RequestFault.DUPLICATE_MEMBER, chat().json("{\"model\":\"a\",\"model\":\"a\"}"));
  }

  private void members() {
    sent(RequestFault.INVALID_TYPE, "temperature", chat().json("{\"temperature\":\"hot\"}"));
    sent(RequestFault.INVALID_VALUE, "n", chat().json("{\"n\":0}"));
    sent(RequestFault.MISSING_PARAMETER, "model", chat().json("{\"messages\":[]}"));
    TestRequest conversation = chat().json("{\"conversation\":\"c\"}");
    sent(RequestFault.UNSUPPORTED_PARAMETER, "conversation", conversation);
    TestRequest hostedTool = chat().json("{\"tools\":[{\"type\":\"web_search\"}]}");
    sent(RequestFault.UNSUPPORTED_TOOL, "tools[0].type", hostedTool);
  }

  private void headers() {
    TestRequest hello = TestRequest.chat(TestRequest.HELLO);
    TestRequest unknownMode = hello.header("x-holdfast-history", "none");
    sent(RequestFault.INVALID_HEADER, "x-holdfast-history", unknownMode);
    TestRequest twoKeys =
        hello.header("x-holdfast-session-key", "a").header("x-openclaw-session-key", "b");
    sent(RequestFault.CONFLICTING_HEADERS, "x-holdfast-session-key", twoKeys);
  }

  private void management() {
    undone(
        ManagementFault.BEYOND_BINDING,
        gateway -> {
          gateway.tokens().refuseEverything(new Creation.BeyondBinding());
          gateway.audit().hide();
          return List.of(
              admin("POST", "/api/tokens").json(TestRequest.TOKEN).send(gateway),
              admin("GET", "/api/audit").send(gateway));
        });
    undone(ManagementFault.EVENTS_GONE, gateway -> following(gateway, new Opening.PlaceUnknown()));
    undone(
        ManagementFault.TOO_MANY_FOLLOWERS,
        gateway -> following(gateway, new Opening.TooManyFollow()));
    undone(
        ManagementFault.TURN_NOT_FOUND,
        gateway ->
            List.of(
                admin("GET", "/api/turns/none").send(gateway),
                admin("POST", "/api/turns/none/abort").send(gateway)));
    undone(ManagementFault.TURN_ENDED, gateway -> aborting(gateway, new Abortion.EndedBefore()));
    undone(
        ManagementFault.TURN_ELSEWHERE, gateway -> aborting(gateway, new Abortion.RunsElsewhere()));
    undone(
        ManagementFault.TOKEN_NOT_FOUND,
        gateway ->
            List.of(
                admin("POST", "/api/tokens/none/rotate").send(gateway),
                admin("DELETE", "/api/tokens/none").send(gateway)));
    undone(
        ManagementFault.NO_SESSION,
        gateway ->
            List.of(
                admin("GET", "/api/sessions/none").send(gateway),
                admin("PATCH", "/api/sessions/none").json(TestRequest.PATCH).send(gateway),
                admin("POST", "/api/sessions/none/reset").send(gateway),
                admin("DELETE", "/api/sessions/none").send(gateway)));
    undone(
        ManagementFault.VERSION_CONFLICT,
        gateway -> {
          TestRequest patch = admin("PATCH", "/api/sessions/main");
          return List.of(patch.json("{\"expected_version\":6}").send(gateway));
        });
    undone(
        ManagementFault.ARCHIVE_NOT_FOUND,
        gateway -> List.of(admin("POST", "/api/archives/none/restore").send(gateway)));
    undone(
        ManagementFault.SESSION_EXISTS,
        gateway -> List.of(admin("POST", "/api/archives/used/restore").send(gateway)));
    undone(
        ManagementFault.LAST_ADMIN_TOKEN,
        gateway -> {
          gateway.tokens().keep(ScriptedTokens.FIRST);
          return List.of(admin("DELETE", "/api/tokens/" + ScriptedTokens.FIRST.id()).send(gateway));
        });
  }

  private static List<RawResponse> following(TestGateway gateway, Opening refusal) {
    gateway.feed().refuse(refusal);
    return List.of(TestRequest.get("/api/events").token(TestGateway.READ_TOKEN).send(gateway));
  }

  private static List<RawResponse> aborting(TestGateway gateway, Abortion outcome) {
    gateway.turns().abortsComeTo(outcome);
    return List.of(admin("POST", "/api/turns/turn_1/abort").send(gateway));
  }

  private static TestRequest admin(String method, String path) {
    return TestRequest.of(method, path).token(TestGateway.ADMIN_TOKEN);
  }

  private void undone(ManagementFault fault, Provocation provocation) {
    scenarios.put(new Undone(fault), new Scenario("", provocation));
  }

  private void states() {
    whileIn(Readiness.State.STARTING, "/v1/models", RequestFault.STARTING);
    whileIn(Readiness.State.STOPPING, "/v1/models", RequestFault.STOPPING);
    whileIn(Readiness.State.DRAINING, "/readyz", RequestFault.DRAINING);
    whileIn(Readiness.State.OUT_OF_SPACE, "/readyz", RequestFault.OUT_OF_SPACE);
    whileIn(Readiness.State.STORE_NOT_ANSWERING, "/readyz", RequestFault.STORE_NOT_ANSWERING);
    Scene stopped = (request, observer, gone) -> new TurnOutcome.Cancelled(Scenes.facts(request));
    turnedDown(RequestFault.CALLER_GONE, "", played(stopped));
    Scene defect =
        (request, observer, gone) -> {
          throw new IllegalStateException("a defect, played");
        };
    turnedDown(RequestFault.INTERNAL, "", played(defect));
  }

  /** What is behind the server decides them all, and each is told in the same way. */
  private void refusals() {
    for (RefusalReason reason : RefusalReason.values()) {
      ErrorCause cause = new Refused(reason);
      String atFault =
          ErrorTable.row(cause).param() instanceof ErrorRow.Param.AtFault ? REFUSED_PARAMETER : "";
      Refusal refusal = new Refusal(reason, "What was wrong.", atFault);
      scenarios.put(cause, new Scenario(atFault, played(Scenes.refusing(refusal))));
    }
  }

  private void upstreamFailures() {
    answered(FailureCause.UPSTREAM_REJECTED, upstreamError(400, "no", "invalid_request_error"));
    answered(
        FailureCause.UPSTREAM_CONTEXT_LENGTH, upstreamError(400, "no", "context_length_exceeded"));
    answered(FailureCause.UPSTREAM_MODEL_NOT_FOUND, upstreamError(404, "no", "model_not_found"));
    answered(FailureCause.UPSTREAM_AUTH_FAILED, upstreamError(401, "no", "invalid_api_key"));
    answered(FailureCause.UPSTREAM_RATE_LIMITED, upstreamError(429, "no", "rate_limit_exceeded"));
    answered(FailureCause.UPSTREAM_QUOTA_EXCEEDED, upstreamError(429, "no", "insufficient_quota"));
    answered(FailureCause.UPSTREAM_TIMED_OUT, StubReply.json(504, "{}"));
    answered(FailureCause.UPSTREAM_ERROR, StubReply.json(500, "{}"));
    answered(
        FailureCause.UPSTREAM_BROKEN_OFF,
        StubReply.text("Hello").withEnding(StubReply.Ending.NO_ANSWER));
    answered(FailureCause.UPSTREAM_INVALID_ANSWER, StubReply.of("text/html", "<h1>hi</h1>"));
    failed(FailureCause.UPSTREAM_UNREACHABLE, upstream.unreachable());
  }

  /** What only the gateway behind the server can bring about. */
  private void otherFailures() {
    List<FailureCause> played =
        List.of(
            FailureCause.TURN_TIMED_OUT,
            FailureCause.STORAGE_FAILED,
            FailureCause.LEASE_LOST,
            FailureCause.SHUTDOWN,
            FailureCause.INTERNAL);
    for (FailureCause cause : played) {
      failed(cause, Scenes.failing(TurnFailure.of(cause, "What happened.")));
    }
  }

  private static StubReply upstreamError(int status, String message, String code) {
    String error = "{\"error\":{\"message\":\"%s\",\"type\":\"error\",\"code\":\"%s\"}}";
    return StubReply.json(status, error.formatted(message, code));
  }

  private void answered(FailureCause cause, StubReply reply) {
    failed(cause, upstream.answering(reply));
  }

  private void failed(FailureCause cause, Scene scene) {
    scenarios.put(new Failed(cause), new Scenario("", played(scene)));
  }

  private void sent(RequestFault fault, TestRequest request) {
    sent(fault, "", request);
  }

  private void sent(RequestFault fault, String atFault, TestRequest request) {
    turnedDown(fault, atFault, gateway -> List.of(request.send(gateway)));
  }

  private void whileIn(Readiness.State state, String path, RequestFault fault) {
    turnedDown(
        fault,
        "",
        gateway -> {
          gateway.become(state);
          return List.of(TestRequest.get(path).send(gateway));
        });
  }

  private void turnedDown(RequestFault fault, String atFault, Provocation provocation) {
    scenarios.put(new TurnedDown(fault), new Scenario(atFault, provocation));
  }

  private static Provocation played(Scene scene) {
    return gateway -> {
      gateway.conversations().play(scene);
      return Stream.of(TestRequest.HELLO, TestRequest.HELLO_STREAMED)
          .map(body -> TestRequest.chat(body).send(gateway))
          .toList();
    };
  }

  private static TestRequest chat() {
    return TestRequest.of("POST", "/v1/chat/completions").token(TestGateway.WRITE_TOKEN);
  }

  private static List<RawResponse> afterTooManyFailures(TestGateway gateway) {
    TestRequest models = TestRequest.get("/v1/models");
    for (int failure = 0; failure < FailureLimit.MAX_FAILURES; failure++) {
      models.token("wrong").send(gateway);
    }
    return List.of(models.token(TestGateway.READ_TOKEN).send(gateway));
  }

  /** Sends single bytes until the answer is there. */
  private static RawResponse broken(TestGateway gateway) {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(TestRequest.chunkedChat().head());
      connection.send("no size\r\n");
      return connection.receive();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static RawResponse trickling(TestGateway gateway) {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(TestRequest.chunkedChat().head());
      while (!connection.hasAnswer(Duration.ofMillis(5))) {
        connection.send("1\r\n \r\n");
      }
      return connection.receive();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
