package dev.holdfast.architecture.violation.openers.app.usecase;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

final class Printer {

  private Printer() {}

  static FileOutputStream standardOutput() {
    return new FileOutputStream(FileDescriptor.out);
  }
}
