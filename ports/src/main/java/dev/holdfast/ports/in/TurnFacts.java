package dev.holdfast.ports.in;

import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import java.time.Instant;

/** What is known of a turn once it is stored; response headers tell it to the client. */
public record TurnFacts(
    TurnId turn, TurnScope scope, ModelRoute route, HistoryAction history, Instant startedAt) {}
