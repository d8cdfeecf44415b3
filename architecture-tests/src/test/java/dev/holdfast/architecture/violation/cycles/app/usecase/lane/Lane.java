package dev.holdfast.architecture.violation.cycles.app.usecase.lane;

import dev.holdfast.architecture.violation.cycles.app.usecase.turn.Turn;

public record Lane(Turn turn) {}
