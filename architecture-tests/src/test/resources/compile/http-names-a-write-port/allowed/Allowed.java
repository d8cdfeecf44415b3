package dev.holdfast.adapters.http;

import dev.holdfast.ports.out.read.SessionReads;

record Allowed(SessionReads reads) {}
