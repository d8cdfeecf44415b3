package dev.holdfast.app.wiring;

import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.StateReport.KnownBy;
import dev.holdfast.ports.in.StateReport.OtherHome;
import dev.holdfast.ports.out.env.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the homes that hold the same store as another: a copied home keeps the identity of its
 * original until it is given one of its own. A home that was moved is not found, since nothing
 * stands at its former place.
 */
final class CopiedHomes {

  /** Former places that are looked at, the last ones first: each look opens a store. */
  private static final int MOST_PLACES = 8;

  private final Surroundings surroundings;
  private final StoreLooks looks;

  CopiedHomes(Surroundings surroundings, StoreLooks looks) {
    this.surroundings = surroundings;
    this.looks = looks;
  }

  /**
   * The other homes of a store.
   *
   * @param home where it was found
   * @param places where it was opened before
   */
  List<OtherHome> of(StoreId store, Path home, List<StorePlace> places) {
    List<Path> running =
        surroundings.records().running().stream()
            .filter(record -> record.store().equals(store))
            .map(GatewayRecord::home)
            .filter(other -> isAnother(other, home))
            .toList();
    Stream<Path> former =
        places.stream()
            .filter(place -> place.store().equals(store))
            .limit(MOST_PLACES)
            .flatMap(place -> path(place.home()))
            .filter(other -> !running.contains(other) && isAnother(other, home))
            .filter(other -> looks.at(other).store().equals(new StoreAtPath.Known(store)));
    return Stream.concat(
            running.stream().map(other -> new OtherHome(other.toString(), KnownBy.RUNNING_GATEWAY)),
            former.map(other -> new OtherHome(other.toString(), KnownBy.FORMER_PLACE)))
        .toList();
  }

  /** What an operator is told of a home that holds the same store. */
  static Finding finding(StoreId store, Path home, OtherHome other) {
    String known =
        switch (other.knownBy()) {
          case RUNNING_GATEWAY -> "a gateway runs there";
          case FORMER_PLACE -> "this store was opened there before";
        };
    return new Finding(
        "store-copied",
        Severity.WARNING,
        "The home %s holds the store %s too (%s): one of the two is a copy, and they go apart."
            .formatted(other.home(), store, known),
        home.toString(),
        "Remove the one that is not needed. To keep both, stop the gateway of the copy and give it"
            + " an identity of its own: holdfast state new-id --home FOLDER_OF_THE_COPY");
  }

  private static Stream<Path> path(String home) {
    try {
      return Stream.of(Path.of(home));
    } catch (InvalidPathException inexpressible) {
      // Nothing can be looked for there by this process.
      return Stream.empty();
    }
  }

  /** Not the same folder, which a mount can show twice. */
  private static boolean isAnother(Path other, Path home) {
    try {
      return Files.exists(other) && !Files.isSameFile(other, home);
    } catch (IOException vanished) {
      return false;
    }
  }
}
