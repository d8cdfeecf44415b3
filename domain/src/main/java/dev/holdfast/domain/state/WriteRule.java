package dev.holdfast.domain.state;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair.Needs;
import dev.holdfast.domain.state.Standing.Contradicted;
import dev.holdfast.domain.state.Standing.Own;
import dev.holdfast.domain.state.Standing.Shadow;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.domain.state.WriteWay.Directly;
import dev.holdfast.domain.state.WriteWay.NoStore;
import dev.holdfast.domain.state.WriteWay.Refused;
import dev.holdfast.domain.state.WriteWay.ThroughGateway;
import dev.holdfast.domain.state.WriteWay.WayOut;
import java.util.function.Function;

/**
 * Says how a command may change a store: one rule for every command that does, total, and a pure
 * function of its facts.
 *
 * <p>The place is judged first, then the gateway that holds it, then the store and its owner. A
 * gateway is used only if it proved that it serves the very store that the files hold; nobody
 * writes beside a holder, whoever that is.
 */
public final class WriteRule {

  /** The id of the finding that a gateway did not prove itself. */
  public static final String NOT_PROVEN = "gateway-not-proven";

  private WriteRule() {}

  /** How these facts let a command write. */
  public static WriteWay judge(WriteFacts facts) {
    return byStanding(facts, WriteRule::byHolder);
  }

  /**
   * How these facts let a home be mended: never through a gateway, and whether or not its store can
   * be read. What needs the lock waits until nobody holds the home; a gateway that holds it is
   * challenged to learn whether it can be asked to stop.
   *
   * @return never {@link ThroughGateway} or {@link NoStore}
   */
  public static WriteWay judgeMending(WriteFacts facts, Needs needs) {
    return byStanding(
        facts,
        it ->
            switch (needs) {
              case NOTHING -> byOwner(it);
              case HOME_LOCK -> alone(it);
            });
  }

  private static WriteWay alone(WriteFacts facts) {
    return switch (facts.holder()) {
      case HomeHolder.Nobody() -> byOwner(facts);
      case HomeHolder.Gateway gateway -> running(gateway, facts);
      case HomeHolder.Unannounced unannounced -> byHolder(facts);
      case HomeHolder.Unknown unknown -> byHolder(facts);
    };
  }

  /** A gateway that proves itself is asked to stop; only one that is silent may be ended. */
  private static Refused running(HomeHolder.Gateway gateway, WriteFacts facts) {
    return switch (facts.answer()) {
      case GatewayAnswer.Proven(StoreId served) when served.equals(gateway.store()) ->
          beside(
              gateway,
              facts,
              "",
              "Run it with --stop-gateway, which first asks the gateway to stop.",
              WayOut.STOP_GATEWAY);
      case GatewayAnswer.Proven(StoreId served) ->
          unasked(gateway, facts, "it serves store " + served);
      case GatewayAnswer.OtherStore(StoreId served) ->
          unasked(gateway, facts, "it serves store " + served);
      case GatewayAnswer.Silent(String reason) -> silent(reason, gateway, facts);
      case GatewayAnswer.Disproven(String reason) -> unasked(gateway, facts, reason);
      case GatewayAnswer.Limited(String reason) -> limited(reason, gateway, facts);
      case GatewayAnswer.NotAsked() ->
          unasked(gateway, facts, "it was not challenged, since there is no token to do so");
    };
  }

  private static Refused unasked(HomeHolder.Gateway gateway, WriteFacts facts, String reason) {
    return beside(
        gateway,
        facts,
        ". It did not prove that it is the gateway of this home, so it is not asked to stop either:"
            + " "
            + reason,
        "Stop it as it was started. Or set HOLDFAST_TOKEN to a token of this store, or run it as"
            + " the owner of the home, with --stop-gateway.",
        WayOut.NONE);
  }

  private static Refused beside(
      HomeHolder.Gateway gateway, WriteFacts facts, String more, String remedy, WayOut out) {
    return refused(
        "gateway-running",
        "The home %s is held by the gateway at %s, process %d since %s (%s), and this cannot be done beside one%s."
            .formatted(
                facts.home(),
                gateway.url(),
                gateway.pid(),
                gateway.since(),
                gateway.evidence(),
                more),
        facts.home(),
        remedy,
        out);
  }

  private static WriteWay byStanding(WriteFacts facts, Function<WriteFacts, WriteWay> next) {
    return switch (facts.standing()) {
      case Own() -> next.apply(facts);
      case Shadow(String tree, String canonicalHome, Standing.Named named) ->
          switch (named) {
            case EXPLICIT -> next.apply(facts);
            case IMPLIED ->
                refused(
                    "location-shadow",
                    "The home %s lies in the isolated home of an agent of %s; the home that is meant is %s."
                        .formatted(facts.home(), tree, canonicalHome),
                    facts.home(),
                    "Run it again with --home " + canonicalHome + ".",
                    WayOut.NAME_HOME);
          };
      case Contradicted(String canonicalHome) ->
          refused(
              "location-contradicted",
              "HOME lies in the isolated home of an agent and means the home %s, but the only gateway that runs works on %s."
                  .formatted(canonicalHome, facts.home()),
              facts.home(),
              "Say which is meant with --home "
                  + canonicalHome
                  + " or --home "
                  + facts.home()
                  + ".",
              WayOut.NAME_HOME);
    };
  }

  private static WriteWay byHolder(WriteFacts facts) {
    return switch (facts.holder()) {
      case HomeHolder.Nobody() -> directly(facts);
      case HomeHolder.Gateway gateway -> through(gateway, facts);
      case HomeHolder.Unannounced(long pid, var since, String evidence) ->
          refused(
              "home-held",
              "The home %s is held by process %d, which began at %s and has not said what it is: %s."
                  .formatted(facts.home(), pid, since, evidence),
              facts.home(),
              "Try again when it has ended; --stop-gateway ends it.",
              WayOut.STOP_GATEWAY);
      // To whom nothing of it is told it can be told whose it is.
      case HomeHolder.Unknown unknown when byOwner(facts) instanceof Refused more -> more;
      case HomeHolder.Unknown(String evidence) ->
          refused(
              "home-held",
              "The home %s is held, or may be, and by whom cannot be told: %s."
                  .formatted(facts.home(), evidence),
              facts.home(),
              "Stop what holds it where that runs, or try again in a moment.",
              WayOut.NONE);
    };
  }

  private static WriteWay directly(WriteFacts facts) {
    return switch (facts.store()) {
      case StoreAtPath.None() -> new NoStore();
      // Whose home it is says more than that this user cannot read it.
      case StoreAtPath.Unreadable(String reason) ->
          byOwner(facts) instanceof Refused refused ? refused : unreadable(reason, facts);
      case StoreAtPath.Known known -> byOwner(facts);
    };
  }

  private static WriteWay byOwner(WriteFacts facts) {
    if (facts.user() == facts.owner() || facts.consent() == Consent.AS_OWNER) {
      return onMedium(facts);
    }
    return refused(
        "home-of-another-user",
        "The home %s belongs to user %d, and this is user %d."
            .formatted(facts.home(), facts.owner(), facts.user()),
        facts.home(),
        "Run it as user %d, for example with sudo -u '#%d', or with --as-owner if you know that its files stay the owner's."
            .formatted(facts.owner(), facts.owner()),
        WayOut.AS_OWNER);
  }

  private static WriteWay onMedium(WriteFacts facts) {
    return switch (facts.medium()) {
      case WRITABLE -> new Directly();
      case READ_ONLY ->
          refused(
              "home-read-only",
              "The home %s lies on a file system that is mounted read-only."
                  .formatted(facts.home()),
              facts.home(),
              "Mount it for writing, or name another home with --home.",
              WayOut.NONE);
    };
  }

  private static WriteWay through(HomeHolder.Gateway gateway, WriteFacts facts) {
    return switch (facts.answer()) {
      case GatewayAnswer.Proven(StoreId served) -> compared(served, gateway, facts);
      case GatewayAnswer.OtherStore(StoreId served) -> otherStore(served, gateway, facts);
      case GatewayAnswer.Silent(String reason) -> silent(reason, gateway, facts);
      case GatewayAnswer.Disproven(String reason) -> unproven(reason, gateway, facts);
      case GatewayAnswer.Limited(String reason) -> limited(reason, gateway, facts);
      case GatewayAnswer.NotAsked() ->
          unproven("it was not challenged, since there is no token to do so", gateway, facts);
    };
  }

  private static WriteWay compared(StoreId served, HomeHolder.Gateway gateway, WriteFacts facts) {
    return switch (facts.store()) {
      case StoreAtPath.Known(StoreId here) when here.equals(served) -> new ThroughGateway();
      case StoreAtPath.Known known -> otherStore(served, gateway, facts);
      case StoreAtPath.None() -> otherStore(served, gateway, facts);
      case StoreAtPath.Unreadable(String reason) -> unreadable(reason, facts);
    };
  }

  private static Refused otherStore(StoreId served, HomeHolder.Gateway gateway, WriteFacts facts) {
    String here =
        switch (facts.store()) {
          case StoreAtPath.Known(StoreId id) -> "store " + id;
          case StoreAtPath.None() -> "no store";
          case StoreAtPath.Unreadable(String reason) -> "one that cannot be read (" + reason + ")";
        };
    return refused(
        "store-mismatch",
        "The gateway at %s (process %d) serves store %s, but the home %s holds %s."
            .formatted(gateway.url(), gateway.pid(), served, facts.home(), here),
        facts.home(),
        "Look at both with holdfast state; name the home that is meant with --home, or start the"
            + " gateway again if its files were exchanged under it.",
        WayOut.NONE);
  }

  private static Refused silent(String reason, HomeHolder.Gateway gateway, WriteFacts facts) {
    String what =
        "The home %s is held by the gateway at %s, process %d since %s (%s), and %s."
            .formatted(
                facts.home(),
                gateway.url(),
                gateway.pid(),
                gateway.since(),
                gateway.evidence(),
                reason);
    return switch (gateway.reach()) {
      case HERE ->
          refused(
              "gateway-silent",
              what,
              facts.home(),
              "Try again, or run it with --stop-gateway, which ends the gateway first.",
              WayOut.STOP_GATEWAY);
      case ELSEWHERE ->
          refused(
              "gateway-silent",
              what,
              facts.home(),
              "Try again, or stop it where it runs: its process number means nothing here.",
              WayOut.NONE);
    };
  }

  private static Refused limited(String reason, HomeHolder.Gateway gateway, WriteFacts facts) {
    return refused(
        "gateway-limited",
        "The gateway at %s (process %d) of %s was asked to prove itself, and %s."
            .formatted(gateway.url(), gateway.pid(), facts.home(), reason),
        facts.home(),
        "Wait so long and run it again. A program here asks it without end.",
        WayOut.NONE);
  }

  private static Refused unproven(String reason, HomeHolder.Gateway gateway, WriteFacts facts) {
    return refused(
        NOT_PROVEN,
        "What answers at %s did not prove that it is the gateway of %s: %s."
            .formatted(gateway.url(), facts.home(), reason),
        facts.home(),
        "Set HOLDFAST_TOKEN to a token of this store, or run it as the owner of the home.",
        WayOut.NONE);
  }

  private static Refused unreadable(String reason, WriteFacts facts) {
    return refused(
        "store-unreadable",
        "Which store the home %s holds cannot be read: %s".formatted(facts.home(), reason),
        facts.home(),
        "Look at it with holdfast doctor.",
        WayOut.NONE);
  }

  private static Refused refused(String id, String what, String where, String remedy, WayOut out) {
    return new Refused(
        new Finding(id, Severity.ERROR, what + " Nothing was changed.", where, remedy), out);
  }
}
