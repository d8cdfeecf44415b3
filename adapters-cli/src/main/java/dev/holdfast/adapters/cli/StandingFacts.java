package dev.holdfast.adapters.cli;

import dev.holdfast.domain.state.Standing;
import java.util.Optional;

/** How the standing of a home is told. */
final class StandingFacts {

  private StandingFacts() {}

  static JsonObject json(Standing standing) {
    return switch (standing) {
      case Standing.Own() -> new JsonObject().put("kind", "own");
      case Standing.Shadow(String tree, String canonicalHome, Standing.Named named) ->
          new JsonObject()
              .put("kind", "shadow")
              .put("tree", tree)
              .put("canonicalHome", canonicalHome)
              .put(
                  "named",
                  switch (named) {
                    case EXPLICIT -> "explicit";
                    case IMPLIED -> "implied";
                  });
      case Standing.Contradicted(String canonicalHome) ->
          new JsonObject().put("kind", "contradicted").put("canonicalHome", canonicalHome);
    };
  }

  /** A sentence; empty if there is nothing to say. */
  static Optional<String> sentence(Standing standing) {
    return switch (standing) {
      case Standing.Own() -> Optional.empty();
      case Standing.Shadow(String tree, String canonicalHome, Standing.Named _) ->
          Optional.of(
              "a shadow: it lies in the isolated home of an agent of "
                  + tree
                  + "; "
                  + canonicalHome
                  + " is meant");
      case Standing.Contradicted(String canonicalHome) ->
          Optional.of("contradicted: HOME means " + canonicalHome);
    };
  }
}
