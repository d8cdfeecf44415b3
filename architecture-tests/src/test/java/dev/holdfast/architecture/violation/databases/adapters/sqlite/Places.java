package dev.holdfast.architecture.violation.databases.adapters.sqlite;

final class Places {

  private Places() {}

  static String control() {
    return "state/holdfast.sqlite";
  }
}
