package dev.holdfast.app.bench;

/** The least that a JVM can be started for. */
final class EmptyMain {

  private EmptyMain() {}

  public static void main(String[] arguments) {}
}
