package dev.holdfast.app.files;

import dev.holdfast.domain.state.LocationSnapshot;
import dev.holdfast.domain.state.RunningGateways;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.StateLocator;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Tells whose shadow a tree is, by the rule that tells every command where state is. */
final class ShadowOwner {

  /** Looking at the tree tells which others to look at; those tell no more. */
  private static final int ROUNDS = 2;

  private final UserId user;
  private final Places places;

  ShadowOwner(UserId user) {
    this.user = user;
    this.places = new Places(user);
  }

  /**
   * Whose shadow a tree is.
   *
   * @param tree the state tree that the agent belongs to
   * @param home the real path of the home that is meant; it need not exist
   */
  record Owner(String tree, Path home) {}

  /** Whose shadow it is; empty if it is none. */
  Optional<Owner> of(Path realPath) {
    return switch (StateLocator.locate(snapshot(realPath))) {
      case StateLocation.NotLocated _ -> Optional.empty();
      case StateLocation.Located located ->
          switch (located.standing()) {
            case Standing.Shadow shadow ->
                Optional.of(
                    new Owner(
                        shadow.tree(), Path.of(places.at(shadow.canonicalHome()).realPath())));
            case Standing.Own() -> Optional.empty();
            case Standing.Contradicted _ -> Optional.empty();
          };
    };
  }

  private LocationSnapshot snapshot(Path home) {
    LocationSnapshot snapshot =
        new LocationSnapshot(
            home.toString(),
            "",
            Map.of(),
            "/",
            new RunningGateways.NotAsked(),
            user.value(),
            Map.of());
    for (int round = 0; round < ROUNDS; round++) {
      snapshot = snapshot.with(places.at(StateLocator.placesToLookAt(snapshot)));
    }
    return snapshot;
  }
}
