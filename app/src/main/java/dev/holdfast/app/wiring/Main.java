package dev.holdfast.app.wiring;

/** The program. */
final class Main {

  private Main() {}

  public static void main(String[] arguments) {}
}
