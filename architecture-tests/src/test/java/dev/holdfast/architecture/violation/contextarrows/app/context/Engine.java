package dev.holdfast.architecture.violation.contextarrows.app.context;

import dev.holdfast.architecture.violation.contextarrows.app.usecase.Turns;
import java.util.List;

record Engine(Turns turns, List<String> prompt) {}
