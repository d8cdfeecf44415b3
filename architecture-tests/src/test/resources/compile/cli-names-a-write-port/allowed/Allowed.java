package dev.holdfast.adapters.cli;

import dev.holdfast.ports.out.read.SessionReads;

record Allowed(SessionReads reads) {}
