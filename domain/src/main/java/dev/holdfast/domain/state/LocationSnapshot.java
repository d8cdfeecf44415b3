package dev.holdfast.domain.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides where state is, as it was when somebody asked.
 *
 * @param homeOption {@code --home}, empty if not given
 * @param configurationOption {@code --config}, empty if not given
 * @param environment the process's variables
 * @param workingFolder the folder relative paths start from, absolute
 * @param user the number of the user who asks
 * @param places what stands where, by the path that was asked for; where nobody looked, paths are
 *     taken as they are written
 */
public record LocationSnapshot(
    String homeOption,
    String configurationOption,
    Map<String, String> environment,
    String workingFolder,
    RunningGateways running,
    long user,
    Map<String, Place> places) {

  public LocationSnapshot {
    environment = Map.copyOf(environment);
    places = Map.copyOf(places);
    if (!workingFolder.startsWith("/")) {
      throw new IllegalArgumentException("the working folder is an absolute path");
    }
  }

  /** A variable's value, empty if it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** The same with these places in addition. */
  public LocationSnapshot with(Map<String, Place> more) {
    Map<String, Place> all = new HashMap<>(places);
    all.putAll(more);
    return new LocationSnapshot(
        homeOption, configurationOption, environment, workingFolder, running, user, all);
  }

  /** The same with these gateways seen. */
  public LocationSnapshot with(RunningGateways seen) {
    return new LocationSnapshot(
        homeOption, configurationOption, environment, workingFolder, seen, user, places);
  }

  /** What stands at a path; empty if nobody looked. */
  Optional<Place> place(String path) {
    return Optional.ofNullable(places.get(path));
  }

  /** Whose state a path holds. */
  Place.Contents contents(String path) {
    return place(path).map(Place::contents).orElse(Place.Contents.NO_STATE);
  }

  /** A path with its links resolved, as far as anybody looked. */
  String realPath(String path) {
    return place(path).map(Place::realPath).orElse(path);
  }
}
