package dev.holdfast.app.wiring;

import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.ports.in.HomeDoor;
import dev.holdfast.ports.in.HomeDoor.Sight;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks at a home on this machine's file system. */
final class LocalHomeDoor implements HomeDoor {

  private final Surroundings surroundings;
  private final Supplier<StateLocation> location;
  private final Clock clock;

  LocalHomeDoor(Surroundings surroundings, Supplier<StateLocation> location, Clock clock) {
    this.surroundings = surroundings;
    this.location = location;
    this.clock = clock;
  }

  @Override
  public Sight look(Consent consent) {
    return switch (location.get()) {
      case StateLocation.NotLocated notLocated -> new Sight.Nowhere(notLocated.findings());
      case StateLocation.Located located -> home(located, consent);
    };
  }

  private Sight home(StateLocation.Located located, Consent consent) {
    // As it was named: who laid the links on the way can only be seen there.
    Path named = Path.of(located.home());
    Path home = Path.of(located.realHome());
    HomeFolders homes = surroundings.homesFor(home, consent);
    StoreLooks looks = new StoreLooks(homes, clock);
    StoreAtPath store = looks.at(named).store();
    HomeHolder holder = surroundings.records().presence(home).holder();
    return new Sight.Home(
        located.realHome(),
        located.standing(),
        Stream.concat(located.findings().stream(), served(store, home, holder, looks)).toList(),
        surroundings.user().value(),
        surroundings.ownerOf(home).value(),
        surroundings.lookAt(home).fileSystem().medium(),
        store,
        holder,
        databases(homes, named),
        new TokensAtHand(surroundings).of(home));
  }

  /** What is written here directly goes apart from what a gateway writes into the same store. */
  private Stream<Finding> served(
      StoreAtPath store, Path home, HomeHolder holder, StoreLooks looks) {
    return store instanceof StoreAtPath.Known(StoreId id) && holder instanceof HomeHolder.Nobody
        ? new CopiedHomes(surroundings, looks)
            .of(id, home, List.of()).stream().map(other -> CopiedHomes.finding(id, home, other))
        : Stream.empty();
  }

  /** Where this user may not look, none are named. */
  private static List<String> databases(HomeFolders homes, Path home) {
    return switch (homes.inspect(home)) {
      case HomeFolder.Present(Path path, var _, var _, var _) ->
          homes.databases(path).stream().map(Path::toString).toList();
      case HomeFolder.Absent _, HomeFolder.Refused _ -> List.of();
    };
  }
}
