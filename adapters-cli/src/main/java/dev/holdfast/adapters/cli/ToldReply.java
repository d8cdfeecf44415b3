package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.GatewayClient.Target;
import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Outcome.Obstacle;
import java.util.List;

/** What commands tell of what a gateway answered. */
final class ToldReply {

  /** The code of a question that a gateway did not answer which had proven itself. */
  static final String UNANSWERED = "gateway_unreachable";

  private ToldReply() {}

  /** What came of a request. */
  static Answer of(GatewayReply reply, Target target, GatewayCall call, GatewayTelling telling) {
    return switch (reply) {
      case GatewayReply.Done(Members body) -> telling.of(body);
      case GatewayReply.Unreachable(String reason) -> unreachable(reason, target, call);
      case GatewayReply.Refused refused -> ToldOutcome.problem(outcome(refused, target));
    };
  }

  /** What the gateway refused, as an outcome. */
  static <T> Outcome.NotDone<T> outcome(GatewayReply.Refused refused, Target target) {
    return new Outcome.NotDone<>(
        obstacle(refused.code()),
        refused.code(),
        refused.message(),
        refused.code().equals("invalid_api_key")
            ? List.of("The token came from " + target.tokenPlace() + ".")
            : List.of());
  }

  private static Obstacle obstacle(String code) {
    return switch (code) {
      case "starting", "shutting_down" -> Obstacle.GATEWAY;
      case "agent_unavailable", "storage_full", "store_unavailable" -> Obstacle.STORE;
      default -> Obstacle.REFUSED;
    };
  }

  /** No answer came, or none of a gateway. What it did by then nobody here knows. */
  static Answer.Problem unreachable(String reason, Target target, GatewayCall call) {
    JsonObject facts =
        new JsonObject().put("url", target.url()).put("storeId", target.store().value());
    String happened = "The gateway at " + target.url() + " did not answer: " + reason + ".";
    return call.isQuery()
        ? Answer.Problem.of(
                ExitCode.GATEWAY_UNREACHABLE,
                UNANSWERED,
                happened,
                "Look again with: holdfast gateway status")
            .with(facts)
        : Answer.Problem.of(
                ExitCode.GATEWAY_UNREACHABLE,
                "outcome_unknown",
                happened
                    + " The request had been sent, so the change may or may not have been made;"
                    + " it was not tried again.",
                "See whether it was made with: holdfast audit list",
                "Look at the gateway with: holdfast gateway status")
            .with(facts);
  }
}
