package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.OperatorServices;

/** What a command has to work with. */
record Invocation(Arguments arguments, OperatorServices services, Printer printer) {}
