package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.HomeInspection.TokenOnDisk;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection.Tokens;
import java.time.Instant;
import java.util.List;

/** Whether the token in the home is private, long enough, and one that the store knows. */
final class TokenCheck implements Check {

  private static final String ID = "token";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "whether the token in the home is private, long enough, and known to the store";
  }

  @Override
  public List<Problem> look(Chart chart) {
    // Without a store that can be read nobody can say which tokens it knows.
    if (!(chart.store().identity() instanceof StoreIdentity.Known)) {
      return List.of();
    }
    return switch (chart.files().token()) {
      case TokenOnDisk.Unusable(Finding finding) ->
          List.of(new Problem(ID, finding, List.of(), List.of()));
      case TokenOnDisk.Absent(String path) ->
          problem(
              "token-absent",
              Severity.INFO,
              "There is no token in the home.",
              path,
              "Commands need HOLDFAST_TOKEN then. A gateway makes a new one at its next start.");
      case TokenOnDisk.Present(String path, TokenHash hash) -> known(path, hash, chart);
    };
  }

  private static List<Problem> known(String path, TokenHash hash, Chart chart) {
    return switch (chart.tokens()) {
      case Tokens.Known(List<TokenRecord> tokens) -> among(tokens, path, hash, chart);
      case Tokens.Unknown(String reason) ->
          problem(
              "token-not-comparable",
              Severity.INFO,
              "Whether the store knows the token that stands in the home cannot be told: " + reason,
              path,
              "The checks of databases tell what is wrong with the control plane.");
    };
  }

  private static List<Problem> among(
      List<TokenRecord> tokens, String path, TokenHash hash, Chart chart) {
    for (TokenRecord token : tokens) {
      if (token.hash().equals(hash)) {
        return ended(token, path, chart);
      }
    }
    return problem(
        "token-unknown",
        Severity.WARNING,
        "The store does not know the token that stands in the home.",
        path,
        // Only a store without any token takes in the one that it finds.
        tokens.isEmpty() ? "The gateway takes it in at its next start." : another(path));
  }

  private static String another(String path) {
    String create = "holdfast tokens create --name NAME --scope admin --out " + path;
    return "Move the file away. Then make another with a token that holds: HOLDFAST_TOKEN=… "
        + create
        + " With none, start the gateway again, which makes a new one, or run that without"
        + " HOLDFAST_TOKEN while no gateway runs.";
  }

  private static List<Problem> ended(TokenRecord token, String path, Chart chart) {
    return switch (token.expiry()) {
      case Expiry.Never() -> List.of();
      case Expiry.At(Instant at) ->
          at.isAfter(chart.now())
              ? List.of()
              : problem(
                  "token-expired",
                  Severity.WARNING,
                  "The token that stands in the home has expired at " + at + ".",
                  path,
                  another(path));
    };
  }

  private static List<Problem> problem(
      String id, Severity severity, String what, String where, String remedy) {
    return List.of(
        new Problem(ID, new Finding(id, severity, what, where, remedy), List.of(), List.of()));
  }
}
