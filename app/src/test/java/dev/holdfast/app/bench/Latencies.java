package dev.holdfast.app.bench;

import java.util.ArrayList;
import java.util.List;

/** How long the requests to one target took, in milliseconds, round by round. */
final class Latencies {

  private final List<double[]> rounds = new ArrayList<>();

  void add(double[] round) {
    rounds.add(round);
  }

  /** A quantile of all requests. */
  double quantile(double share) {
    return Figures.of(rounds.stream().flatMapToDouble(java.util.Arrays::stream).toArray())
        .quantile(share);
  }

  /** The same quantile of each round, whose spread says how steady it is. */
  Figures perRound(double share) {
    return Figures.of(
        rounds.stream().mapToDouble(round -> Figures.of(round).quantile(share)).toArray());
  }

  /** How many times as long the slowest of a hundred takes as the median does. */
  double tail() {
    return quantile(0.99) / quantile(0.5);
  }

  /** A quantile of all, and in brackets its least and most among the rounds. */
  String text(double share) {
    return perRound(share).spread(quantile(share), "%.2f", " ms");
  }

  /** How much later a quantile is than that of others who were measured in the same rounds. */
  String addedTo(Latencies others, double share) {
    double[] each = new double[rounds.size()];
    for (int round = 0; round < each.length; round++) {
      each[round] =
          Figures.of(rounds.get(round)).quantile(share)
              - Figures.of(others.rounds.get(round)).quantile(share);
    }
    return Figures.of(each).spread(added(others, share), "%+.2f", " ms");
  }

  /** The difference of a quantile to that of others. */
  double added(Latencies others, double share) {
    return quantile(share) - others.quantile(share);
  }

  /** How many times as long a quantile is as that of others, round by round. */
  Figures timesOf(Latencies others, double share) {
    double[] each = new double[rounds.size()];
    for (int round = 0; round < each.length; round++) {
      each[round] =
          Figures.of(rounds.get(round)).quantile(share)
              / Figures.of(others.rounds.get(round)).quantile(share);
    }
    return Figures.of(each);
  }
}
