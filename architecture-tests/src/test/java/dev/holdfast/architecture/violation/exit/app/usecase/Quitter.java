package dev.holdfast.architecture.violation.exit.app.usecase;

final class Quitter {

  private Quitter() {}

  static void quit() {
    System.exit(1);
  }
}
