package dev.holdfast.architecture.violation.contextarrows.app.usecase;

public record Turns(int count) {}
