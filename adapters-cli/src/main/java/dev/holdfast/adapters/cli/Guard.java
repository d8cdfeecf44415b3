package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Opened;
import dev.holdfast.adapters.cli.Intent.Work;
import dev.holdfast.adapters.cli.Intent.Writes;
import dev.holdfast.ports.in.GatewayDoor.Opening;
import dev.holdfast.ports.in.GatewayRuns.Address;
import dev.holdfast.ports.in.OperatorServices;
import java.util.List;
import java.util.function.Function;

/**
 * Stands before every change: finds out whether and how it may be made, tells it, and hands out
 * what it is made with.
 */
final class Guard {

  private final OperatorServices services;
  private final Printer printer;

  Guard(OperatorServices services, Printer printer) {
    this.services = services;
    this.printer = printer;
  }

  Answer admit(Intent intent) {
    return switch (intent) {
      case Intent.Nothing(Answer answer) -> answer;
      case Intent.Change(Writes writes, Work work) ->
          throughGateway(
              door -> {
                tell(writes, door);
                return with(door, work);
              });
      case Intent.GatewayChange(Work work) -> throughGateway(door -> with(door, work));
    };
  }

  private Answer throughGateway(Function<Opening.Open, Answer> found) {
    return ToldReply.with(services.door().open(), found);
  }

  private Answer with(Opening.Open door, Work work) {
    try (GatewayClient gateway = new GatewayClient(door)) {
      return work.with(new Opened(gateway, door, services.secretFiles()));
    }
  }

  private void tell(Writes writes, Opening.Open door) {
    Address address = door.address();
    List<String> databases =
        door.databases().stream()
            .filter(writes::reach)
            .map(path -> address.home() + "/" + path)
            .toList();
    printer.warning(
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
