package dev.holdfast.app.usecase;

import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionKey;
import java.time.Instant;

record Forbidden(SessionKey key, Instant at) implements SessionChange {}
