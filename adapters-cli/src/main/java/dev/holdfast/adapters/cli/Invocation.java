package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.ReadingServices;

/** What every command has to work with: none of it changes anything. */
record Invocation(
    Arguments arguments, ReadingServices services, GatewayReader gateway, Printer printer) {}
