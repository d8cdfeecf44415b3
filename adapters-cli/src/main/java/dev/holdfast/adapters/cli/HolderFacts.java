package dev.holdfast.adapters.cli;

import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.ports.in.GatewayRuns.Status;
import java.time.Instant;

/** How the holder of a home is told. */
final class HolderFacts {

  private HolderFacts() {}

  /** What a gateway says of itself, and what its word was held against. */
  static JsonObject json(Status status, HomeHolder holder) {
    JsonObject facts = GatewayFacts.json(status);
    return switch (holder) {
      case HomeHolder.Nobody() -> facts;
      case HomeHolder.Gateway gateway ->
          facts.put("reach", word(gateway.reach())).put("evidence", gateway.evidence());
      case HomeHolder.Unannounced(long pid, Instant since, String evidence) ->
          facts.put("pid", pid).put("since", since).put("evidence", evidence);
      case HomeHolder.Unknown(String evidence) -> facts.put("evidence", evidence);
    };
  }

  static String sentence(HomeHolder holder) {
    return switch (holder) {
      case HomeHolder.Nobody() -> "not running";
      case HomeHolder.Gateway gateway ->
          "running at %s (process %d%s, since %s): %s"
              .formatted(
                  gateway.url(),
                  gateway.pid(),
                  switch (gateway.reach()) {
                    case HERE -> "";
                    case ELSEWHERE -> " elsewhere";
                  },
                  Times.text(gateway.since()),
                  gateway.evidence());
      case HomeHolder.Unannounced(long pid, Instant since, String evidence) ->
          "not known: process %d holds the home since %s and has not said what it is: %s"
              .formatted(pid, Times.text(since), evidence);
      case HomeHolder.Unknown(String evidence) -> "not known: " + evidence;
    };
  }

  private static String word(HomeHolder.Reach reach) {
    return switch (reach) {
      case HERE -> "here";
      case ELSEWHERE -> "elsewhere";
    };
  }
}
