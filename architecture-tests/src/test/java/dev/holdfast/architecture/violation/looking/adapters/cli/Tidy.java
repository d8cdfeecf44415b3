package dev.holdfast.architecture.violation.looking.adapters.cli;

import dev.holdfast.architecture.violation.looking.ports.in.ReadingServices;

final class Tidy implements ReadingCommand {

  private final Broom broom;

  Tidy(Broom broom) {
    this.broom = broom;
  }

  @Override
  public String run(ReadingServices services) {
    broom.sweep();
    return services.lists().list();
  }
}
