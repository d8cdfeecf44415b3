package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteWay;
import dev.holdfast.ports.in.HomeDoor.Sight;
import java.util.List;

/** Why nothing is done with a home or with its gateway. */
final class DoorProblem {

  /** The code of a gateway that does not answer. */
  static final String SILENT = "gateway_silent";

  /** What helps with one that does not answer. */
  static final List<String> AGAINST_SILENCE =
      List.of(
          "Find out why with: holdfast doctor",
          "End it with: holdfast gateway stop --stop-gateway");

  private DoorProblem() {}

  static Answer.Problem nowhere(List<Finding> findings) {
    return new Answer.Problem(
        ExitCode.STORE_UNUSABLE,
        "home_unknown",
        "Where state is cannot be told. Nothing was done.",
        List.of("See how it was looked for with: holdfast state"),
        Findings.addTo(new JsonObject(), findings),
        screen -> findings.forEach(finding -> Findings.show(screen, finding)));
  }

  static Answer.Problem notRunning(Sight.Home home) {
    return new Answer.Problem(
        ExitCode.GATEWAY_UNREACHABLE,
        "gateway_not_running",
        "No gateway runs on " + home.home() + ", and this goes through one. Nothing was done.",
        starting(home.standing()),
        new JsonObject().put("home", home.home()),
        Page.EMPTY);
  }

  /** In a home that is not meant no gateway is to be started: what is meant is another home. */
  static List<String> starting(Standing standing) {
    return switch (standing) {
      case Standing.Own() -> List.of("Start one with: holdfast gateway run");
      case Standing.Shadow(var _, String canonicalHome, Standing.Named named) ->
          named == Standing.Named.EXPLICIT
              ? List.of("Start one with: holdfast gateway run")
              : meant(canonicalHome);
      case Standing.Contradicted(String canonicalHome) -> meant(canonicalHome);
    };
  }

  static Answer.Problem heldUnknown(String home, String evidence) {
    return Answer.Problem.of(
            ExitCode.GATEWAY_UNREACHABLE,
            "gateway_unknown",
            "Something holds " + home + ": " + evidence + ". Nothing was done.",
            "Look again with: holdfast gateway status")
        .with(new JsonObject().put("home", home));
  }

  static Answer.Problem noToken(String url, String message) {
    return Answer.Problem.of(
            ExitCode.FAILURE, "no_token", "There is no token to show the gateway.", message)
        .with(new JsonObject().put("url", url));
  }

  static Answer.Problem silent(HomeHolder.Gateway gateway, String reason) {
    return Answer.Problem.of(
            ExitCode.GATEWAY_UNREACHABLE,
            SILENT,
            "The gateway at %s, process %d since %s (%s), was asked in vain: %s. Nothing was done."
                .formatted(
                    gateway.url(),
                    gateway.pid(),
                    Times.text(gateway.since()),
                    gateway.evidence(),
                    reason),
            AGAINST_SILENCE.toArray(String[]::new))
        .with(facts(gateway));
  }

  static Answer.Problem limited(HomeHolder.Gateway gateway, String reason) {
    return Answer.Problem.of(
            ExitCode.GATEWAY_UNREACHABLE,
            "gateway_limited",
            "The gateway at %s was asked to prove itself, and %s. Nothing was done."
                .formatted(gateway.url(), reason),
            "Wait so long and run it again. A program here asks it without end.")
        .with(facts(gateway));
  }

  static Answer.Problem disproven(HomeHolder.Gateway gateway, String reason) {
    return Answer.Problem.of(
            ExitCode.REFUSED,
            "gateway_not_proven",
            "What answers at %s did not prove that it is the gateway of this home: %s. It was not"
                    .formatted(gateway.url(), reason)
                + " shown the token, and nothing was done.",
            "Set HOLDFAST_TOKEN to a token of this store, or run it as the owner of the home.")
        .with(facts(gateway));
  }

  static Answer.Problem otherStore(Sight.Home home, HomeHolder.Gateway gateway, StoreId served) {
    return Answer.Problem.of(
            ExitCode.REFUSED,
            "store_mismatch",
            "The gateway at %s serves store %s, and the files of %s hold another one. Nothing was"
                    .formatted(gateway.url(), served, home.home())
                + " done.",
            "Look at both with: holdfast state")
        .with(facts(gateway));
  }

  static Answer.Problem noStore(Sight.Home home) {
    return noStore(home.home(), home.standing());
  }

  /** A home that is not meant gets no store: what is meant is another home. */
  static Answer.Problem noStore(String home, Standing standing) {
    return new Answer.Problem(
        ExitCode.STORE_UNUSABLE,
        "no_store",
        "There is no store in " + home + " yet.",
        switch (standing) {
          case Standing.Own() ->
              List.of(
                  "The first start makes it: holdfast gateway run",
                  "Or name another home with --home DIR; holdfast state shows how it was found.");
          case Standing.Shadow shadow -> meant(shadow.canonicalHome());
          case Standing.Contradicted(String canonicalHome) -> meant(canonicalHome);
        },
        new JsonObject().put("home", home),
        Page.EMPTY);
  }

  private static List<String> meant(String canonicalHome) {
    return List.of("Name the home that is meant: --home " + canonicalHome);
  }

  /** What the guard refused; nothing was changed. */
  static Answer.Problem refused(Sight.Home home, Finding finding, WriteWay.WayOut out) {
    return new Answer.Problem(
        ExitCode.REFUSED,
        finding.id().replace('-', '_'),
        finding.what(),
        List.of(finding.remedy()),
        new JsonObject()
            .put("home", home.home())
            .putOrNull("canonicalHome", canonical(home.standing()))
            .put("wayOut", Words.of(out))
            .put("finding", Findings.json(finding)),
        Page.EMPTY);
  }

  private static String canonical(Standing standing) {
    return switch (standing) {
      case Standing.Own() -> "";
      case Standing.Shadow(var _, String canonicalHome, var _) -> canonicalHome;
      case Standing.Contradicted(String canonicalHome) -> canonicalHome;
    };
  }

  static Answer.Problem heldMeanwhile(String home) {
    return Answer.Problem.of(
            ExitCode.REFUSED,
            "home_held",
            "Another process took the home " + home + " just now. Nothing was changed.",
            "Run it again: it goes through the gateway if one runs now.")
        .with(new JsonObject().put("home", home));
  }

  /** What is wanted is done without a gateway only, and one runs. */
  static Answer.Problem gatewayRuns(String home) {
    return Answer.Problem.of(
            ExitCode.REFUSED,
            "gateway_runs",
            "A gateway runs on " + home + ", and this is done without one. Nothing was changed.",
            "Stop it first: holdfast gateway stop")
        .with(new JsonObject().put("home", home));
  }

  /** Between the look and the lock somebody put other files there. */
  static Answer.Problem exchanged(String home, StoreId now) {
    return Answer.Problem.of(
            ExitCode.REFUSED,
            "store_mismatch",
            "The home %s holds store %s now, which is not the one told before. Nothing was changed."
                .formatted(home, now),
            "Look at it with: holdfast state")
        .with(new JsonObject().put("home", home));
  }

  /** While somebody was asked, the gateway ended or another one came. */
  static Answer.Problem gatewayChanged(String home, String url) {
    return Answer.Problem.of(
            ExitCode.REFUSED,
            "gateway_changed",
            "The gateway at %s that was to do it no longer holds the home %s. Nothing was changed."
                .formatted(url, home),
            "Run it again: it says anew where it writes.")
        .with(new JsonObject().put("home", home).put("url", url));
  }

  static Answer.Problem notConfirmed() {
    return Answer.Problem.of(
        ExitCode.FAILURE, "not_confirmed", "It was not confirmed. Nothing was changed.");
  }

  /** Who types at a terminal is asked, and standard error is not that terminal. */
  static Answer.Problem unseen() {
    return Answer.Problem.of(
        ExitCode.FAILURE,
        "not_confirmed",
        "This is typed at a terminal, and the question whether it shall be done would go where"
            + " standard error leads. Nothing was changed.",
        "Run it with --yes, or leave standard error at the terminal.");
  }

  private static JsonObject facts(HomeHolder.Gateway gateway) {
    return new JsonObject()
        .put("url", gateway.url())
        .put("pid", gateway.pid())
        .put("since", gateway.since());
  }
}
