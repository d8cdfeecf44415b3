package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.repair.Repair.Needs;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.HomeQueries;
import dev.holdfast.ports.in.HomeRepairs;
import dev.holdfast.ports.in.IdentityRenewal.Renewed;
import dev.holdfast.ports.in.SecretFiles;

/** What a guarded command is about to do. */
sealed interface Intent {

  /** Nothing is to be changed: the command line makes no sense, or it asks only to look. */
  record Nothing(Answer answer) implements Intent {}

  /**
   * A change of what is stored: by the gateway if one runs, else here under the lock of the home.
   *
   * @param writes where
   * @param preview tells what it would come to
   */
  record Change(Writes writes, Preview preview, Work work) implements Intent {}

  /**
   * A change of the gateway's process, which only a running gateway can be asked for.
   *
   * @param gone what is told if it did not answer, and was ended because that was asked for
   */
  record GatewayChange(GatewayPreview preview, GatewayWork work, GatewayGone gone)
      implements Intent {

    /** A change of which the same can be told whatever the gateway is like. */
    GatewayChange(Forecast forecast, GatewayWork work, GatewayGone gone) {
      this(new GatewayPreview.Known(forecast), work, gone);
    }
  }

  /**
   * A new identity for the store. It is given in the home itself, and by no gateway: one that runs
   * has told everybody the old one.
   */
  record NewIdentity(RenewalTelling telling) implements Intent {}

  /**
   * Mends what a doctor found. It is done in the home itself: no gateway does it.
   *
   * @param forecast what would be done
   * @param needs what the most demanding repair needs
   */
  record Mending(Examination examination, Needs needs, Forecast forecast, MendingWork work)
      implements Intent {}

  /** Looks what the change would come to; changes nothing. */
  interface Preview {
    Forecast of(Lookout lookout);
  }

  /**
   * What a preview looks at.
   *
   * @param live what the change will be asked of: the gateway, or else the store
   * @param stored the store, read directly
   * @param secretFiles as in {@link Hands}; asked only what would hinder them
   * @param token as in {@link Hands}
   */
  record Lookout(HomeQueries live, HomeLists stored, SecretFiles secretFiles, TokenAtHand token) {

    /** Whether no gateway will make the change, so that no process works on any turn. */
    boolean isWithoutGateway() {
      return live instanceof HomeLists;
    }
  }

  /** What a change would come to. */
  sealed interface Forecast {

    /** This. */
    record Would(JsonObject data, Page page) implements Forecast {}

    /** It would be refused. */
    record WouldNot(Answer.Problem problem) implements Forecast {}

    /** A change that one line tells. */
    static Forecast would(String line, JsonObject data) {
      return new Would(data, screen -> screen.line(line));
    }
  }

  /** Makes the change with what the guard hands out. */
  interface Work {
    Answer with(Hands hands);
  }

  /**
   * What a change is made with.
   *
   * @param queries what it may look at meanwhile
   * @param secretFiles files for secrets that the command is told
   * @param token the token that stands for this home
   * @param tokenFile where the token file of the home stands, whether or not it exists
   */
  record Hands(
      HomeQueries queries,
      HomeChanges changes,
      SecretFiles secretFiles,
      TokenAtHand token,
      String tokenFile) {}

  /** Tells what a store is called now. */
  interface RenewalTelling {
    Answer of(Renewed renewed);
  }

  /** Mends with what the guard hands out. */
  interface MendingWork {
    Answer with(HomeRepairs repairs);
  }

  /** Makes the change by the gateway that the guard leads to. */
  interface GatewayWork {
    Answer with(GatewayHands hands);
  }

  /** What a change of a gateway's process is made with. */
  record GatewayHands(GatewayClient gateway, Aftermath aftermath) {

    /** Sends one request and tells what came of it. */
    Answer ask(GatewayCall call, GatewayTelling telling) {
      return ToldReply.of(gateway.send(call), gateway.target(), call, telling);
    }

    /** What would come of the change. */
    Forecast foreseen(GatewayPreview preview) {
      return switch (preview) {
        case GatewayPreview.Known(Forecast forecast) -> forecast;
        case GatewayPreview.Asked(GatewayQuery query, Foretelling foretelling) ->
            switch (gateway.glance(query)) {
              case GatewayReply.Done(Members foreseen) -> foretelling.of(foreseen);
              case GatewayReply.Refused refused ->
                  new Forecast.WouldNot(
                      ToldOutcome.problem(ToldReply.outcome(refused, gateway.target())));
              case GatewayReply.Unreachable(String reason) ->
                  new Forecast.WouldNot(
                      ToldReply.unreachable(reason, gateway.target(), query.call()));
            };
      };
    }
  }

  /** Looks what a change of a gateway's process would come to. */
  sealed interface GatewayPreview {

    /** Nobody has to be asked. */
    record Known(Forecast forecast) implements GatewayPreview {}

    /** The gateway has to be asked. */
    record Asked(GatewayQuery query, Foretelling foretelling) implements GatewayPreview {}
  }

  /** Makes a forecast of what a gateway foresees. */
  interface Foretelling {
    Forecast of(Members foreseen);
  }

  /** Tells of a gateway that was ended. */
  interface GatewayGone {

    /** What is told once nobody holds its home. */
    Answer told(Sight.Home home);
  }
}
