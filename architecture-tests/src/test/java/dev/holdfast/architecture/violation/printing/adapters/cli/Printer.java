package dev.holdfast.architecture.violation.printing.adapters.cli;

import java.io.PrintStream;

record Printer(PrintStream out) {

  static Printer standard() {
    return new Printer(System.out);
  }
}
