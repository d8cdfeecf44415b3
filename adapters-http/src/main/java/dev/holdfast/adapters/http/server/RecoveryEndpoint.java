package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Recovery.Belonging;
import dev.holdfast.ports.in.Recovery.Listing;
import dev.holdfast.ports.in.Recovery.Recovering;
import dev.holdfast.ports.in.Recovery.Stuck;
import dev.holdfast.ports.in.Recovery.Wish;
import dev.holdfast.ports.in.Requester;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers what is asked of turns that nobody will end any more. */
final class RecoveryEndpoint {

  private static final String AGENT = "agent";
  private static final String SESSION = "session";
  private static final Map<String, MemberKind> MEMBERS =
      Map.of(AGENT, MemberKind.STRING, SESSION, MemberKind.STRING);

  private final ManagementBodies bodies;
  private final Recovery recovery;

  @Inject
  RecoveryEndpoint(ManagementBodies bodies, Recovery recovery) {
    this.bodies = bodies;
    this.recovery = recovery;
  }

  /** Answers {@code GET /api/turns/stuck}. */
  void list(Exchange exchange, Caller caller) throws IOException {
    switch (recovery.stuck(caller, new Wish(exchange.query(AGENT), exchange.query(SESSION)))) {
      case Listing.Found(List<Stuck> stuck) ->
          exchange.answer(
              HttpServletResponse.SC_OK,
              PageQuery.page(stuck, More.NONE, RecoveryEndpoint::write, last -> ""));
      case Listing.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code POST /api/turns/recover}. */
  void recover(Exchange exchange, Caller caller) throws IOException {
    MemberMap body = bodies.readIfAny(exchange, MEMBERS);
    Requester by = new Requester(caller, exchange.id());
    switch (recovery.recover(by, new Wish(body.text(AGENT), body.text(SESSION)))) {
      case Recovering.Recovered(List<Stuck> ended, List<Stuck> left) -> {
        JsonText json = new JsonText().raw("{\"object\":\"turn_recovery\",\"recovered\":");
        write(ended, json);
        json.raw(",\"left\":");
        write(left, json);
        exchange.answer(HttpServletResponse.SC_OK, json.raw("}").bytes());
      }
      case Recovering.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  private static void write(List<Stuck> all, JsonText json) {
    String separator = "";
    json.raw("[");
    for (Stuck one : all) {
      json.raw(separator);
      write(one, json);
      separator = ",";
    }
    json.raw("]");
  }

  private static void write(Stuck stuck, JsonText json) {
    json.raw("{\"object\":\"stuck_turn\",\"id\":").string(stuck.turn().value());
    json.raw(",\"agent\":").string(stuck.agent().value());
    switch (stuck.belonging()) {
      case Belonging.Session(SessionKey key) -> json.raw(",\"key\":").string(key.value());
      case Belonging.None() -> json.raw(",\"key\":null");
    }
    json.raw(",\"owner\":").string(stuck.owner().value());
    json.raw(",\"since\":").string(stuck.since().toString());
    json.raw(",\"reason\":").string(stuck.reason().name().toLowerCase(Locale.ROOT));
    json.raw(",\"evidence\":").string(stuck.evidence()).raw("}");
  }
}
