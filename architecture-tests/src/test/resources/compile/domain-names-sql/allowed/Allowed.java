package dev.holdfast.domain.session;

import java.time.Instant;

record Allowed(Instant at) {}
