package dev.holdfast.architecture.violation.loggingarrows.app.usecase;

public record Turn(String id) {}
