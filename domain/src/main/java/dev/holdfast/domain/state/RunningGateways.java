package dev.holdfast.domain.state;

import java.util.List;

/** Which gateways of this user were seen running, for callers that follow one. */
public sealed interface RunningGateways {

  /** Nobody looked: a gateway never follows another one's home. */
  record NotAsked() implements RunningGateways {}

  /**
   * Somebody looked.
   *
   * @param homes the absolute path of each running gateway's home, without repetition
   */
  record Seen(List<String> homes) implements RunningGateways {
    public Seen {
      homes = homes.stream().distinct().toList();
    }
  }
}
