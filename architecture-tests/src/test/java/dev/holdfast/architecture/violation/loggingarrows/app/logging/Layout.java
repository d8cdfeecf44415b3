package dev.holdfast.architecture.violation.loggingarrows.app.logging;

import ch.qos.logback.classic.Level;
import dev.holdfast.architecture.violation.loggingarrows.app.usecase.Turn;

record Layout(Level level, Turn turn) {}
