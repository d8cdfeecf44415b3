package dev.holdfast.architecture.violation.cycles.adapters.http.wire;

import dev.holdfast.architecture.violation.cycles.adapters.http.Setting;

public record Frame(Setting setting) {}
