package dev.holdfast.architecture.violation.looking.adapters.cli;

import dev.holdfast.architecture.violation.looking.ports.in.ReadingServices;

final class Show implements ReadingCommand {

  @Override
  public String run(ReadingServices services) {
    return services.lists().list();
  }
}
