package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.ports.in.GatewayDoor.Opening;
import dev.holdfast.ports.in.GatewayRuns.Address;
import java.util.function.Function;

/** What commands tell of a gateway: that there is none, or what it answered. */
final class ToldReply {

  private ToldReply() {}

  /** Goes on with the gateway that was found; tells if there is none. */
  static Answer with(Opening opening, Function<Opening.Open, Answer> found) {
    return switch (opening) {
      case Opening.NotRunning(String home) ->
          Answer.Problem.of(
                  ExitCode.GATEWAY_UNREACHABLE,
                  "gateway_not_running",
                  "No gateway runs on " + home + ", and this goes through one. Nothing was done.",
                  "Start one with: holdfast gateway run")
              .with(new JsonObject().put("home", home));
      case Opening.HeldUnknown(String home, String message) ->
          Answer.Problem.of(
                  ExitCode.GATEWAY_UNREACHABLE,
                  "gateway_unknown",
                  "Something holds " + home + ": " + message + ". Nothing was done.",
                  "Look again with: holdfast gateway status")
              .with(new JsonObject().put("home", home));
      case Opening.NoToken(Address address, String message) ->
          Answer.Problem.of(
                  ExitCode.FAILURE, "no_token", "There is no token to show the gateway.", message)
              .with(GatewayFacts.json(address));
      case Opening.Open door -> found.apply(door);
    };
  }

  /** What came of a request. */
  static Answer of(GatewayReply reply, Opening.Open door, GatewayTelling telling) {
    return switch (reply) {
      case GatewayReply.Done(Members body) -> telling.of(body);
      case GatewayReply.Unreachable(String reason) ->
          Answer.Problem.of(
                  ExitCode.GATEWAY_UNREACHABLE,
                  "gateway_unreachable",
                  "The gateway at " + door.address().url() + " does not answer: " + reason + ".",
                  "What it may have done by then, it tells in: holdfast audit list",
                  "Look again with: holdfast gateway status")
              .with(GatewayFacts.json(door.address()));
      case GatewayReply.Refused refused -> problem(refused, door);
    };
  }

  private static Answer.Problem problem(GatewayReply.Refused refused, Opening.Open door) {
    JsonObject facts = new JsonObject().put("status", refused.status());
    String[] remedies =
        refused.code().equals("invalid_api_key")
            ? new String[] {
              switch (door.origin()) {
                case ENVIRONMENT -> "The token came from HOLDFAST_TOKEN.";
                case FILE -> "The token came from " + door.address().tokenFile() + ".";
              }
            }
            : new String[0];
    return Answer.Problem.of(exit(refused.code()), refused.code(), refused.message(), remedies)
        .with(facts);
  }

  private static ExitCode exit(String code) {
    return switch (code) {
      case "starting", "shutting_down" -> ExitCode.GATEWAY_UNREACHABLE;
      case "agent_unavailable", "storage_full", "store_unavailable" -> ExitCode.STORE_UNUSABLE;
      default -> ExitCode.FAILURE;
    };
  }
}
