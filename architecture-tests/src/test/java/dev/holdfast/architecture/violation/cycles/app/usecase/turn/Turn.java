package dev.holdfast.architecture.violation.cycles.app.usecase.turn;

import dev.holdfast.architecture.violation.cycles.app.usecase.lane.Lane;

public record Turn(Lane lane) {}
