package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.GatewayClient.Target;
import dev.holdfast.domain.state.GatewayAnswer;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts;
import dev.holdfast.ports.in.HomeDoor;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeQueries;
import java.util.List;
import java.util.function.Function;

/** Asks the gateway that runs, and changes nothing. */
final class GatewayReader {

  private final HomeDoor door;

  GatewayReader(HomeDoor door) {
    this.door = door;
  }

  /** What became of the wish to ask the gateway. */
  sealed interface Reaching {

    /** It answered; what was made of that. */
    record Reached(Answer answer) implements Reaching {}

    /** None runs, or none that may be asked; what a command that needs one tells. */
    record NotReached(Holder holder, Answer.Problem problem) implements Reaching {}
  }

  /** Whether something holds the home that was not reached. */
  enum Holder {
    NOBODY,
    SOMEBODY
  }

  /** Asks what only a gateway or a look into the store can tell. */
  Reaching ask(Function<HomeQueries, Answer> question) {
    return with(client -> question.apply(new ManagementClient(client)));
  }

  /** Asks what only the gateway itself can tell. */
  Answer ask(GatewayQuery query, GatewayTelling telling) {
    return orProblem(
        with(
            client ->
                ToldReply.of(client.send(query.call()), client.target(), query.call(), telling)));
  }

  /** The same, of what it has at hand: a gateway that hangs is not waited for. */
  Answer glance(GatewayQuery query, GatewayTelling telling) {
    return orProblem(
        with(client -> ToldReply.of(client.glance(query), client.target(), query.call(), telling)));
  }

  /**
   * Gives away the lines of an answer as they come.
   *
   * @param lines tells how it ended, also if the gateway went away in the middle
   */
  Answer follow(GatewayQuery query, EventLines lines) {
    Reaching reaching =
        with(
            client ->
                switch (client.follow(query.call(), lines)) {
                  case GatewayReply.Done _ -> lines.answer();
                  case GatewayReply.Unreachable _ when lines.began() -> lines.answer();
                  case GatewayReply.Unreachable unreachable -> told(unreachable, client, query);
                  case GatewayReply.Refused refused -> told(refused, client, query);
                });
    return orProblem(reaching);
  }

  /** How to have one where none runs: not in a home that is not meant. */
  List<String> starting() {
    return switch (door.look(WriteFacts.Consent.NONE)) {
      case Sight.Nowhere _ -> List.of();
      case Sight.Home home -> DoorProblem.starting(home.standing());
    };
  }

  private static Answer orProblem(Reaching reaching) {
    return switch (reaching) {
      case Reaching.Reached(Answer answer) -> answer;
      case Reaching.NotReached(Holder _, Answer.Problem problem) -> problem;
    };
  }

  private static Answer told(GatewayReply reply, GatewayClient client, GatewayQuery query) {
    return ToldReply.of(
        reply, client.target(), query.call(), body -> new Answer.Done(body.json(), Page.EMPTY));
  }

  private Reaching with(Function<GatewayClient, Answer> question) {
    return switch (door.look(WriteFacts.Consent.NONE)) {
      case Sight.Nowhere(var findings) -> none(Holder.NOBODY, DoorProblem.nowhere(findings));
      case Sight.Home home ->
          switch (home.holder()) {
            case HomeHolder.Nobody() -> none(Holder.NOBODY, DoorProblem.notRunning(home));
            case HomeHolder.Unannounced(long pid, var since, String evidence) ->
                none(
                    Holder.SOMEBODY,
                    DoorProblem.heldUnknown(
                        home.home(),
                        "process %d since %s, which has not said what it is (%s)"
                            .formatted(pid, Times.text(since), evidence)));
            case HomeHolder.Unknown(String evidence) ->
                none(Holder.SOMEBODY, DoorProblem.heldUnknown(home.home(), evidence));
            case HomeHolder.Gateway gateway -> with(home, gateway, question);
          };
    };
  }

  private static Reaching with(
      Sight.Home home, HomeHolder.Gateway gateway, Function<GatewayClient, Answer> question) {
    return switch (home.token()) {
      case TokenAtHand.None(String message) ->
          none(Holder.SOMEBODY, DoorProblem.noToken(gateway.url(), message));
      case TokenAtHand.Some token ->
          switch (Challenge.of(gateway.url(), token)) {
            case GatewayAnswer.Proven(StoreId served) when serves(home, served) -> {
              Target target = new Target(gateway.url(), served, token.text(), token.place());
              try (GatewayClient client = new GatewayClient(target)) {
                yield new Reaching.Reached(question.apply(client));
              }
            }
            case GatewayAnswer.Proven(StoreId served) ->
                none(Holder.SOMEBODY, DoorProblem.otherStore(home, gateway, served));
            case GatewayAnswer.OtherStore(StoreId served) ->
                none(Holder.SOMEBODY, DoorProblem.otherStore(home, gateway, served));
            case GatewayAnswer.Silent(String reason) ->
                none(Holder.SOMEBODY, DoorProblem.silent(gateway, reason));
            case GatewayAnswer.Disproven(String reason) ->
                none(Holder.SOMEBODY, DoorProblem.disproven(gateway, reason));
            case GatewayAnswer.Limited(String reason) ->
                none(Holder.SOMEBODY, DoorProblem.limited(gateway, reason));
            case GatewayAnswer.NotAsked() ->
                throw new IllegalStateException("it was asked just now");
          };
    };
  }

  /** A store that cannot be read right now proves nothing against the gateway that has it open. */
  private static boolean serves(Sight.Home home, StoreId served) {
    return switch (home.store()) {
      case StoreAtPath.Known(StoreId here) -> here.equals(served);
      case StoreAtPath.None() -> false;
      case StoreAtPath.Unreadable _ -> true;
    };
  }

  private static Reaching none(Holder holder, Answer.Problem problem) {
    return new Reaching.NotReached(holder, problem);
  }
}
