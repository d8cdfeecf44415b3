package dev.holdfast.architecture.violation.logging.app.logging;

import ch.qos.logback.classic.Level;

record Layout(Level level) {}
