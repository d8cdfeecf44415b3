package dev.holdfast.domain.state;

import java.util.Map;

/**
 * All that decides where state is, as it was when somebody asked.
 *
 * @param homeOption {@code --home}, empty if not given
 * @param configurationOption {@code --config}, empty if not given
 * @param environment the process's variables
 * @param workingFolder the folder relative paths start from, absolute
 */
public record LocationSnapshot(
    String homeOption,
    String configurationOption,
    Map<String, String> environment,
    String workingFolder,
    RunningGateways running) {

  public LocationSnapshot {
    environment = Map.copyOf(environment);
    if (!workingFolder.startsWith("/")) {
      throw new IllegalArgumentException("the working folder is an absolute path");
    }
  }

  /** A variable's value, empty if it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
