package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.GatewayClient.Target;
import dev.holdfast.adapters.cli.Intent.Change;
import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.GatewayHands;
import dev.holdfast.adapters.cli.Intent.Hands;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.adapters.cli.Writes.Folder;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.GatewayAnswer;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts;
import dev.holdfast.domain.state.WriteRule;
import dev.holdfast.domain.state.WriteWay;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.DirectAccess.DirectHome;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.HomeQueries;
import dev.holdfast.ports.in.IdentityRenewal;
import dev.holdfast.ports.in.OperatorServices;
import dev.holdfast.ports.in.StoredHome;
import java.util.function.Function;

/**
 * Stands before every change: looks at the home and at who holds it, lets the rule judge, tells
 * where and how will be written, and only then hands out what the change is made with. Once a
 * request was sent to a gateway, nothing is tried again here.
 */
final class Guard {

  private final OperatorServices services;
  private final Printer printer;
  private final Confirmation confirmation;
  private final Consent consent;

  Guard(OperatorServices services, Printer printer, Confirmation confirmation, Consent consent) {
    this.services = services;
    this.printer = printer;
    this.confirmation = confirmation;
    this.consent = consent;
  }

  /** Lets what is intended be done, or refuses it. */
  Answer admit(Intent intent) {
    return switch (intent) {
      case Intent.Nothing(Answer answer) -> answer;
      case Change change -> atHome(home -> change(home, change, Stopping.IF_ASKED_FOR));
      case Intent.GatewayChange change -> atHome(home -> gatewayChange(home, change));
      case Intent.NewIdentity identity ->
          atHome(home -> newIdentity(home, identity, Stopping.IF_ASKED_FOR));
      case Intent.Mending mending -> atHome(home -> mend(home, mending, Stopping.IF_ASKED_FOR));
    };
  }

  private Answer atHome(Function<Sight.Home, Answer> next) {
    return switch (services.door().look(taken())) {
      case Sight.Nowhere(var findings) -> DoorProblem.nowhere(findings);
      case Sight.Home home -> {
        home.findings().forEach(finding -> Findings.warn(printer, finding));
        yield next.apply(home);
      }
    };
  }

  /** Whether a holder may be ended that stands in the way. */
  private enum Stopping {
    IF_ASKED_FOR,
    /** One was ended just now: whoever holds the home since is not the one that was meant. */
    NO_MORE
  }

  private Answer change(Sight.Home home, Change change, Stopping stopping) {
    return switch (WriteRule.judge(facts(home))) {
      case WriteWay.ThroughGateway() -> throughGateway(home, change);
      case WriteWay.Directly() -> directly(home, change);
      case WriteWay.NoStore() -> DoorProblem.noStore(home);
      case WriteWay.Refused(Finding finding, WriteWay.WayOut out) when mayStop(out, stopping) ->
          ended(home, finding, freed -> change(freed, change, Stopping.NO_MORE));
      case WriteWay.Refused(Finding finding, WriteWay.WayOut out) -> refused(home, finding, out);
    };
  }

  /** Ends who holds the home, and goes on with it. */
  private Answer ended(Sight.Home home, Finding finding, Function<Sight.Home, Answer> next) {
    return confirmed(
        () -> HolderEnding.foreseen(home, finding, "Then the change would be made here."),
        () -> HolderEnding.of(services.release(), home, printer, () -> atHome(next)));
  }

  private WriteFacts facts(Sight.Home home) {
    return facts(home, challenged(home));
  }

  private WriteFacts facts(Sight.Home home, GatewayAnswer answer) {
    return new WriteFacts(
        home.home(),
        home.standing(),
        home.user(),
        home.owner(),
        home.medium(),
        taken(),
        home.store(),
        home.holder(),
        answer);
  }

  /** What the caller takes upon itself. */
  private WriteFacts.Consent taken() {
    return consent.asOwner() ? WriteFacts.Consent.AS_OWNER : WriteFacts.Consent.NONE;
  }

  private static GatewayAnswer challenged(Sight.Home home) {
    return home.holder() instanceof HomeHolder.Gateway gateway
            && home.token() instanceof TokenAtHand.Some token
        ? Challenge.of(gateway.url(), token)
        : new GatewayAnswer.NotAsked();
  }

  private Answer refused(Sight.Home home, Finding finding, WriteWay.WayOut out) {
    return switch (home.token()) {
      case TokenAtHand.None(String message)
          when finding.id().equals(WriteRule.NOT_PROVEN)
              && home.holder() instanceof HomeHolder.Gateway gateway ->
          DoorProblem.noToken(gateway.url(), message);
      case TokenAtHand.None _, TokenAtHand.Some _ when isOfferTaken(out) && !isConfirmed() ->
          DoorProblem.refused(home, finding, out)
              .remediedFirst("Nobody confirmed --stop-gateway; in a script, --yes does.");
      case TokenAtHand.None _, TokenAtHand.Some _ -> DoorProblem.refused(home, finding, out);
    };
  }

  private Answer throughGateway(Sight.Home home, Change change) {
    Target target = target(home);
    try (GatewayClient gateway = new GatewayClient(target)) {
      ManagementClient client = new ManagementClient(gateway);
      Folder written = WrittenFolder.through(client, change.writes(), services::stored);
      WritingNotice.through(target, home, written).tell(printer);
      return confirmed(
          () ->
              switch (services.stored()) {
                case StoredHome.Open(HomeLists stored) ->
                    change.preview().of(lookout(client, stored, home));
                case StoredHome.NoStore(String at, Standing standing) ->
                    new Forecast.WouldNot(DoorProblem.noStore(at, standing));
              },
          () -> change.work().with(hands(client, client, home)),
          deed -> stillProven(home, deed));
    }
  }

  /** While somebody thought it over, another could have come to the address: it proves itself. */
  private Answer stillProven(Sight.Home told, Deed deed) {
    return switch (services.door().look(taken())) {
      case Sight.Nowhere(var findings) -> DoorProblem.nowhere(findings);
      case Sight.Home now ->
          switch (WriteRule.judge(facts(now))) {
            case WriteWay.ThroughGateway() when target(now).equals(target(told)) -> deed.done();
            case WriteWay.ThroughGateway(), WriteWay.Directly(), WriteWay.NoStore() ->
                DoorProblem.gatewayChanged(told.home(), target(told).url());
            case WriteWay.Refused(Finding finding, WriteWay.WayOut out) ->
                refused(now, finding, out);
          };
    };
  }

  private Answer gatewayChange(Sight.Home home, Intent.GatewayChange change) {
    if (home.holder() instanceof HomeHolder.Nobody) {
      return DoorProblem.notRunning(home);
    }
    return switch (WriteRule.judge(facts(home))) {
      case WriteWay.ThroughGateway() -> {
        WritingNotice.ofProcess(target(home), home).tell(printer);
        try (GatewayClient gateway = new GatewayClient(target(home))) {
          GatewayHands hands =
              new GatewayHands(
                  gateway, new Aftermath(services.door(), services.release(), home, taken()));
          yield confirmed(
              () -> hands.foreseen(change.preview()),
              () -> change.work().with(hands),
              deed -> stillProven(home, deed));
        }
      }
      case WriteWay.Directly(), WriteWay.NoStore() -> DoorProblem.notRunning(home);
      case WriteWay.Refused(Finding finding, WriteWay.WayOut out)
          when mayStop(out, Stopping.IF_ASKED_FOR) ->
          confirmed(
              () -> HolderEnding.foreseen(home, finding, "Nobody would hold the home then."),
              () ->
                  HolderEnding.of(
                      services.release(), home, printer, () -> change.gone().told(home)));
      case WriteWay.Refused(Finding finding, WriteWay.WayOut out) -> refused(home, finding, out);
    };
  }

  private Answer newIdentity(Sight.Home home, Intent.NewIdentity identity, Stopping stopping) {
    return switch (WriteRule.judge(facts(home))) {
      case WriteWay.ThroughGateway() -> DoorProblem.gatewayRuns(home.home());
      case WriteWay.Directly() when home.store() instanceof StoreAtPath.Known(StoreId id) -> {
        WritingNotice.directly(home, Folder.CONTROL_PLANE).tell(printer);
        yield confirmed(
            () ->
                Forecast.would(
                    "The store %s would get a new identity and remember this one.".formatted(id),
                    new JsonObject().put("action", "new_id").put("formerStoreId", id.value())),
            () -> renewed(home, id, identity));
      }
      case WriteWay.Directly(), WriteWay.NoStore() -> DoorProblem.noStore(home);
      case WriteWay.Refused(Finding finding, WriteWay.WayOut out) when mayStop(out, stopping) ->
          ended(home, finding, freed -> newIdentity(freed, identity, Stopping.NO_MORE));
      case WriteWay.Refused(Finding finding, WriteWay.WayOut out) -> refused(home, finding, out);
    };
  }

  private Answer renewed(Sight.Home home, StoreId expected, Intent.NewIdentity identity) {
    return switch (services.renewIdentity(expected, taken())) {
      case IdentityRenewal.Renewed renewed -> identity.telling().of(renewed);
      case IdentityRenewal.HeldMeanwhile() -> DoorProblem.heldMeanwhile(home.home());
      case IdentityRenewal.NoStore() -> DoorProblem.noStore(home);
      case IdentityRenewal.Exchanged(StoreId found) -> DoorProblem.exchanged(home.home(), found);
      case IdentityRenewal.Refused(Finding finding) ->
          DoorProblem.refused(home, finding, WriteWay.WayOut.NONE);
    };
  }

  /** No gateway mends; one that is in the way is challenged, since it may be asked to stop. */
  private Answer mend(Sight.Home home, Intent.Mending mending, Stopping stopping) {
    WriteFacts facts =
        facts(
            home,
            switch (mending.needs()) {
              case NOTHING -> new GatewayAnswer.NotAsked();
              case HOME_LOCK -> challenged(home);
            });
    return switch (WriteRule.judgeMending(facts, mending.needs())) {
      case WriteWay.Directly() -> {
        WritingNotice.directly(home, mending.examination()).tell(printer);
        yield confirmed(mending::forecast, () -> mending.work().with(services.repairs()));
      }
      case WriteWay.Refused(Finding finding, WriteWay.WayOut out) when mayStop(out, stopping) ->
          cleared(home, facts, finding, freed -> mend(freed, mending, Stopping.NO_MORE));
      case WriteWay.Refused(Finding finding, WriteWay.WayOut out) -> refused(home, finding, out);
      case WriteWay.NoStore() -> DoorProblem.noStore(home);
      case WriteWay.ThroughGateway() -> throw new IllegalStateException("no gateway mends a home");
    };
  }

  /** Has a gateway stop that answers, ends whatever else holds the home, and goes on with it. */
  private Answer cleared(
      Sight.Home home, WriteFacts facts, Finding finding, Function<Sight.Home, Answer> next) {
    return switch (facts.answer()) {
      case GatewayAnswer.Proven _ ->
          confirmed(
              () -> OrderlyStop.foreseen(home, finding),
              () ->
                  new OrderlyStop(
                          services.door(), services.release(), printer, taken(), GatewayClient::new)
                      .of(home, () -> atHome(next)));
      case GatewayAnswer.Silent _,
          GatewayAnswer.Disproven _,
          GatewayAnswer.OtherStore _,
          GatewayAnswer.Limited _,
          GatewayAnswer.NotAsked _ ->
          ended(home, finding, next);
    };
  }

  /** Ending a process is confirmed, by a person or by {@code --yes}: a script is not enough. */
  private boolean mayStop(WriteWay.WayOut out, Stopping stopping) {
    return isOfferTaken(out) && stopping == Stopping.IF_ASKED_FOR && isConfirmed();
  }

  private boolean isOfferTaken(WriteWay.WayOut out) {
    return out == WriteWay.WayOut.STOP_GATEWAY && consent.stopGateway();
  }

  private boolean isConfirmed() {
    return consent.sure() || consent.rehearsal() || confirmation.isAsked();
  }

  private static Target target(Sight.Home home) {
    if (home.holder() instanceof HomeHolder.Gateway gateway
        && home.token() instanceof TokenAtHand.Some token
        && home.store() instanceof StoreAtPath.Known store) {
      return new Target(gateway.url(), store.id(), token.text(), token.place());
    }
    throw new IllegalStateException("a gateway that proved itself has an address and a store");
  }

  private Answer directly(Sight.Home home, Change change) {
    Folder written = WrittenFolder.here(change.writes(), services::stored);
    WritingNotice.directly(home, written).tell(printer);
    return confirmed(
        () ->
            switch (services.stored()) {
              case StoredHome.Open(HomeLists stored) ->
                  change.preview().of(lookout(stored, stored, home));
              case StoredHome.NoStore(String at, Standing standing) ->
                  new Forecast.WouldNot(DoorProblem.noStore(at, standing));
            },
        () -> underLock(home, change));
  }

  private Lookout lookout(HomeQueries live, HomeLists stored, Sight.Home home) {
    return new Lookout(live, stored, services.secretFiles(), home.token());
  }

  private Hands hands(HomeQueries queries, HomeChanges changes, Sight.Home home) {
    return new Hands(queries, changes, services.secretFiles(), home.token(), home.tokenFile());
  }

  private Answer underLock(Sight.Home home, Change change) {
    return switch (services.direct(taken())) {
      case DirectAccess.NoStore() -> DoorProblem.noStore(home);
      case DirectAccess.HeldMeanwhile() -> DoorProblem.heldMeanwhile(home.home());
      case DirectAccess.Refused(Finding finding) ->
          DoorProblem.refused(home, finding, WriteWay.WayOut.NONE);
      case DirectAccess.Granted(DirectHome held) -> {
        try (held) {
          yield home.store().equals(new StoreAtPath.Known(held.store()))
              ? change.work().with(hands(held.queries(), held.changes(), home))
              : DoorProblem.exchanged(home.home(), held.store());
        }
      }
    };
  }

  /** What is to be done; looked at first if somebody wants to know. */
  private interface Foresight {
    Forecast look();
  }

  private interface Deed {
    Answer done();
  }

  /** What goes before the deed if somebody was asked, and so took their time. */
  private interface SecondLook {
    Answer before(Deed deed);
  }

  private Answer confirmed(Foresight foresight, Deed deed) {
    return confirmed(foresight, deed, Deed::done);
  }

  private Answer confirmed(Foresight foresight, Deed deed, SecondLook second) {
    if (!consent.rehearsal() && !consent.sure() && confirmation.isUnseen()) {
      return DoorProblem.unseen();
    }
    if (!consent.rehearsal() && (consent.sure() || !confirmation.isAsked())) {
      return deed.done();
    }
    return switch (foresight.look()) {
      case Forecast.WouldNot(Answer.Problem problem) -> problem;
      case Forecast.Would(JsonObject data, Page page) -> {
        if (consent.rehearsal()) {
          yield new Answer.Done(new JsonObject().put("dryRun", true).put("would", data), page);
        }
        yield confirmation.agreesTo(page) ? second.before(deed) : DoorProblem.notConfirmed();
      }
    };
  }
}
