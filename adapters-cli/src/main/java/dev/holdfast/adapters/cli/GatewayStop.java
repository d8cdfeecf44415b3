package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.GatewayHands;
import dev.holdfast.ports.in.HomeRelease.Waiting;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Stops a gateway and waits until its home is free. */
final class GatewayStop implements GuardedCommand {

  /** Turns that run have 30 s, and some to store their ends. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

  /** It answers before it stops, and was heard just now. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private static final String SHUTTING_DOWN = "shutting_down";

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("stop");
    command
        .usageMessage()
        .description(
            "Stop the gateway as SIGTERM does, and wait until its home is free. Turns that run"
                + " have 30 s to end. One that does not answer is stopped with --stop-gateway: by"
                + " SIGTERM, and by SIGKILL after 30 s.");
    return command;
  }

  @Override
  public Intent intent(Invocation invocation) {
    return new Intent.GatewayChange(
        Forecast.would(
            "Turns that run would have 30 s to end; then the gateway would end.",
            new JsonObject().put("action", "stop")),
        GatewayStop::stop,
        home -> stopped(home.home()));
  }

  private static Answer stop(GatewayHands hands) {
    return stop(hands.gateway(), hands.aftermath(), () -> stopped(hands.aftermath().home()));
  }

  /**
   * Asks a gateway to stop, and waits until its home is free. It is sent no signal, however long it
   * takes.
   *
   * @param next what is done then
   */
  static Answer stop(GatewayClient gateway, Aftermath aftermath, Supplier<Answer> next) {
    GatewayCall call = GatewayCall.post("/api/gateway/stop");
    return switch (gateway.send(call, ANSWERS_WITHIN)) {
      case GatewayReply.Done _ -> awaited(aftermath, next);
      // Somebody else was first.
      case GatewayReply.Refused refused when refused.code().equals(SHUTTING_DOWN) ->
          awaited(aftermath, next);
      case GatewayReply reply ->
          ToldReply.of(reply, gateway.target(), call, _ -> awaited(aftermath, next));
    };
  }

  private static Answer awaited(Aftermath aftermath, Supplier<Answer> next) {
    return switch (aftermath.awaitFree(ENDS_WITHIN)) {
      case Waiting.FREE -> next.get();
      case Waiting.STILL_HELD ->
          Answer.Problem.of(
                  ExitCode.FAILURE,
                  "still_stopping",
                  "The gateway was told to stop, and its home is still held after "
                      + ENDS_WITHIN.toSeconds()
                      + " s: it has not ended, or another one took its place.",
                  "Look at it with: holdfast gateway status",
                  "End it by force with: holdfast gateway stop --stop-gateway, if it does not"
                      + " answer any more")
              .with(new JsonObject().put("home", aftermath.home()));
    };
  }

  private static Answer stopped(String home) {
    return new Answer.Done(
        new JsonObject().put("home", home).put("state", "not_running"),
        screen -> screen.line("The gateway has stopped; nobody holds " + home + "."));
  }
}
