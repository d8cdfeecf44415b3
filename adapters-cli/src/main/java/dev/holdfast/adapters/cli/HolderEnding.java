package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeRelease;
import dev.holdfast.ports.in.HomeRelease.Ending;
import java.time.Duration;
import java.util.function.Supplier;

/** Ends who holds a home and does not answer, and goes on once nobody holds it. */
final class HolderEnding {

  private HolderEnding() {}

  /**
   * What would become of the holder.
   *
   * @param then what would come after its end, as a sentence
   */
  static Forecast foreseen(Sight.Home home, Finding finding, String then) {
    return new Forecast.Would(
        new JsonObject()
            .put("home", home.home())
            .put("becomes", new JsonObject().put("action", "stop_gateway"))
            .put("finding", Findings.json(finding)),
        screen -> {
          screen.line(finding.what());
          screen.line(
              "It would be sent SIGTERM, and SIGKILL if it has not ended after "
                  + HomeRelease.patienceWith(home.holder()).toSeconds()
                  + " s. "
                  + then);
        });
  }

  /**
   * Ends it.
   *
   * @param next what is done once the home is free
   */
  static Answer of(HomeRelease release, Sight.Home home, Printer printer, Supplier<Answer> next) {
    return switch (release.end(
        home.home(),
        home.holder(),
        (signal, pid) -> tell(printer, signal, pid, HomeRelease.patienceWith(home.holder())))) {
      case Ending.Ended _, Ending.WasFree() -> next.get();
      case Ending.NotSignalled(String reason) ->
          problem(home, "It was sent no signal: " + reason + " Nothing was changed.");
      case Ending.HeldAgain(long pid) ->
          problem(
              home,
              "The holder has ended, but process "
                  + pid
                  + " took the home since. Nothing was changed.");
      case Ending.DoesNotEnd(long pid) ->
          problem(
              home,
              "Process "
                  + pid
                  + " was sent SIGKILL and is still there: the operating system waits for"
                  + " something. Nothing was changed.");
    };
  }

  private static void tell(
      Printer printer, HomeRelease.Signal signal, long pid, Duration patience) {
    printer.warning(
        "stopping",
        new JsonObject().put("pid", pid).put("signal", "SIG" + signal.name()),
        screen ->
            screen.line(
                switch (signal) {
                  case TERM ->
                      "Sending SIGTERM to process %d; it has %d s to end."
                          .formatted(pid, patience.toSeconds());
                  case KILL -> "Sending SIGKILL to process %d.".formatted(pid);
                }));
  }

  private static Answer.Problem problem(Sight.Home home, String message) {
    return Answer.Problem.of(
            ExitCode.REFUSED,
            "gateway_not_stopped",
            message,
            "Look at it with: holdfast gateway status")
        .with(new JsonObject().put("home", home.home()));
  }
}
