package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.GatewayDoor;

/** Asks the gateway that runs, and changes nothing. */
final class GatewayReader {

  private final GatewayDoor door;

  GatewayReader(GatewayDoor door) {
    this.door = door;
  }

  /** Asks once and tells what came of it. */
  Answer ask(GatewayQuery query, GatewayTelling telling) {
    return ToldReply.with(
        door.open(),
        open -> {
          try (GatewayClient gateway = new GatewayClient(open)) {
            return ToldReply.of(gateway.send(query.call()), open, telling);
          }
        });
  }

  /**
   * Gives away the lines of an answer as they come.
   *
   * @param lines tells how it ended, also if the gateway went away in the middle
   */
  Answer follow(GatewayQuery query, EventLines lines) {
    return ToldReply.with(
        door.open(),
        open -> {
          try (GatewayClient gateway = new GatewayClient(open)) {
            return switch (gateway.follow(query.call(), lines)) {
              case GatewayReply.Done _ -> lines.answer();
              case GatewayReply.Unreachable _ when lines.began() -> lines.answer();
              case GatewayReply.Unreachable unreachable ->
                  ToldReply.of(unreachable, open, body -> lines.answer());
              case GatewayReply.Refused refused ->
                  ToldReply.of(refused, open, body -> lines.answer());
            };
          }
        });
  }
}
