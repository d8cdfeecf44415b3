package dev.holdfast.architecture.violation.looking.adapters.cli;

import dev.holdfast.architecture.violation.looking.ports.in.ReadingServices;

interface ReadingCommand {
  String run(ReadingServices services);
}
