package dev.holdfast.app.torture;

/**
 * An invariant that did not hold.
 *
 * @param where the session key, the transcript or the file
 * @param what the evidence
 */
record Violation(Invariant invariant, String where, String what) {

  @Override
  public String toString() {
    return invariant + " (" + invariant.sentence() + ") is violated at " + where + ": " + what;
  }
}
