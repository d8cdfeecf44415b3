package dev.holdfast.ports.in;

import dev.holdfast.domain.session.SessionKey;

record Allowed(SessionKey key) {}
