package dev.holdfast.architecture.violation.portsarrows.app.usecase;

public record Service(String name) {}
