package dev.holdfast.architecture.violation.databases.app.files;

final class Teller {

  private Teller() {}

  static String place() {
    return "the state folder";
  }
}
