package dev.holdfast.architecture.violation.printing.app.usecase;

final class Talker {

  private Talker() {}

  static void talk() {
    System.out.println("out");
  }

  static void complain(Exception failure) {
    failure.printStackTrace();
  }
}
