package dev.holdfast.architecture.violation.exit.app.wiring;

final class Program {

  private Program() {}

  static void quit() {
    System.exit(0);
  }
}
