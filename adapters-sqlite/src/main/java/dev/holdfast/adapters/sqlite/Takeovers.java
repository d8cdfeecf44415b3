package dev.holdfast.adapters.sqlite;

/** The leases that one change took over, counted until it is durable. For the writer's thread. */
final class Takeovers {

  private int count;

  void add() {
    count++;
  }

  /** How many there were since the last time. */
  int take() {
    int taken = count;
    count = 0;
    return taken;
  }
}
