package dev.holdfast.app.usecase;

import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionKey;
import java.time.Instant;

record Allowed(SessionKey key, Instant at) {

  SessionChange change() {
    return new SessionChange.ClearRoute(key, at);
  }
}
