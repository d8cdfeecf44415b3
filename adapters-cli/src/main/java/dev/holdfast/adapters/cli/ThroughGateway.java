package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.ports.in.GatewayDoor.Opening;
import dev.holdfast.ports.in.GatewayRuns.Address;
import java.util.List;

/** What commands have in common that only the running gateway can do. */
final class ThroughGateway {

  /** Where a command writes, as its path begins in the home; told before it does. */
  enum Writes {
    /** Nowhere: nothing is told. */
    NOTHING(""),
    CONTROL_PLANE("state/"),
    AGENTS("agents/");

    private final String folder;

    Writes(String folder) {
      this.folder = folder;
    }
  }

  /** Does something with a gateway that runs. */
  interface Work {
    Answer with(GatewayClient gateway, Opening.Open door);
  }

  /** Makes an answer of what the gateway told. */
  interface Telling {
    Answer of(Members body);
  }

  private ThroughGateway() {}

  /** Sends one request and tells what came of it. */
  static Answer run(Invocation invocation, Writes writes, GatewayCall call, Telling telling) {
    return run(invocation, writes, (gateway, door) -> answer(gateway.send(call), door, telling));
  }

  /** Finds the gateway and does something with it. */
  static Answer run(Invocation invocation, Writes writes, Work work) {
    return switch (invocation.services().door().open()) {
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
      case Opening.Open door -> {
        tell(invocation, writes, door);
        try (GatewayClient gateway = new GatewayClient(door)) {
          yield work.with(gateway, door);
        }
      }
    };
  }

  /** What came of a request. */
  static Answer answer(GatewayReply reply, Opening.Open door, Telling telling) {
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

  private static void tell(Invocation invocation, Writes writes, Opening.Open door) {
    if (writes == Writes.NOTHING) {
      return;
    }
    Address address = door.address();
    List<String> databases =
        door.databases().stream()
            .filter(path -> path.startsWith(writes.folder))
            .map(path -> address.home() + "/" + path)
            .toList();
    invocation
        .printer()
        .warning(
            "writing",
            GatewayFacts.json(address).put("how", "gateway").putStrings("databases", databases),
            screen ->
                screen.line(
                    "through gateway %s: home %s, database %s, store %s"
                        .formatted(
                            address.url(),
                            address.home(),
                            String.join(", ", databases),
                            address.storeId())));
  }
}
