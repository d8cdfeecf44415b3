package dev.holdfast.architecture.violation.cliarrows.adapters.cli;

import dev.holdfast.architecture.violation.cliarrows.adapters.http.Server;
import dev.holdfast.architecture.violation.cliarrows.ports.in.Asking;

record Command(Server server, Asking asking) {}
