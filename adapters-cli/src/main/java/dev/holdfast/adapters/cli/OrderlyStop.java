package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.GatewayClient.Target;
import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.GatewayAnswer;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts;
import dev.holdfast.ports.in.HomeDoor;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeRelease;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has a gateway stop that answers and stands in the way, as {@code holdfast gateway stop} does, and
 * goes on once nobody holds its home. It gets no signal: one that lets its turns end already would
 * take that for the second and break them off.
 */
final class OrderlyStop {

  private final HomeDoor door;
  private final HomeRelease release;
  private final Printer printer;
  private final WriteFacts.Consent consent;
  private final Function<Target, GatewayClient> ways;

  /**
   * Stops gateways of one home.
   *
   * @param ways the guard's: nobody else opens a way to a gateway
   */
  OrderlyStop(
      HomeDoor door,
      HomeRelease release,
      Printer printer,
      WriteFacts.Consent consent,
      Function<Target, GatewayClient> ways) {
    this.door = door;
    this.release = release;
    this.printer = printer;
    this.consent = consent;
    this.ways = ways;
  }

  /** What would become of the gateway. */
  static Forecast foreseen(Sight.Home home, Finding finding) {
    return new Forecast.Would(
        new JsonObject()
            .put("home", home.home())
            .put("becomes", new JsonObject().put("action", "stop_gateway"))
            .put("finding", Findings.json(finding)),
        screen -> {
          screen.line(finding.what());
          screen.line(
              "It would be asked to stop; turns that run would have 30 s to end. Then the change"
                  + " would be made here.");
        });
  }

  /**
   * Stops it. Whoever was asked for consent may have taken long, so it is looked at and challenged
   * anew before it is shown the token.
   *
   * @param home as it was told
   * @param next what is done once the home is free
   */
  Answer of(Sight.Home home, Supplier<Answer> next) {
    if (door.look(consent) instanceof Sight.Home now
        && now.home().equals(home.home())
        && now.holder() instanceof HomeHolder.Gateway gateway
        && isThatOf(home, gateway)
        && now.token() instanceof TokenAtHand.Some token
        && Challenge.of(gateway.url(), token) instanceof GatewayAnswer.Proven(StoreId served)
        && served.equals(gateway.store())) {
      return asked(
          now, gateway, new Target(gateway.url(), served, token.text(), token.place()), next);
    }
    return Answer.Problem.of(
            ExitCode.REFUSED,
            "holder_changed",
            "What holds the home "
                + home.home()
                + " is not the gateway any more that proved itself before. Nothing was changed.",
            "Look at it with: holdfast gateway status")
        .with(new JsonObject().put("home", home.home()));
  }

  private static boolean isThatOf(Sight.Home home, HomeHolder.Gateway now) {
    return home.holder() instanceof HomeHolder.Gateway before
        && before.url().equals(now.url())
        && before.pid() == now.pid()
        && before.since().equals(now.since())
        && before.store().equals(now.store());
  }

  private Answer asked(
      Sight.Home home, HomeHolder.Gateway holder, Target target, Supplier<Answer> next) {
    printer.warning(
        "stopping",
        new JsonObject().put("pid", holder.pid()).put("url", holder.url()),
        screen ->
            screen.line(
                "Asking the gateway at %s, process %d, to stop; its turns have 30 s to end."
                    .formatted(holder.url(), holder.pid())));
    try (GatewayClient gateway = ways.apply(target)) {
      return GatewayStop.stop(gateway, new Aftermath(door, release, home, consent), next);
    }
  }
}
