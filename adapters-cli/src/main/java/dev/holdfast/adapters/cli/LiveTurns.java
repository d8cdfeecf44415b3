package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.GatewayReader.Holder;
import dev.holdfast.adapters.cli.GatewayReader.Reaching;
import dev.holdfast.ports.in.HomeQueries;
import java.util.function.Function;

/**
 * Asks about turns: the gateway, which alone knows of those that wait, or the store if no gateway
 * runs or none answers.
 */
final class LiveTurns {

  private LiveTurns() {}

  static Answer ask(Invocation invocation, Function<HomeQueries, Answer> question) {
    return switch (invocation.gateway().ask(question)) {
      case Reaching.Reached(Answer answer) -> answer;
      case Reaching.NotReached(Holder holder, Answer.Problem problem) -> {
        if (holder == Holder.SOMEBODY) {
          invocation.gatewayNotAsked(
              problem, "What follows is what is stored: turns that wait are left out.");
        }
        yield Stored.ask(invocation, question::apply);
      }
    };
  }
}
