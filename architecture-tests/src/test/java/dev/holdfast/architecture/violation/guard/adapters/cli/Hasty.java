package dev.holdfast.architecture.violation.guard.adapters.cli;

import dev.holdfast.architecture.violation.guard.ports.in.OperatorServices;

record Hasty(OperatorServices services) {}
