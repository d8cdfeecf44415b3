package dev.holdfast.architecture.violation.cycles.adapters.http.wire;

public record Frame(String text) {}
