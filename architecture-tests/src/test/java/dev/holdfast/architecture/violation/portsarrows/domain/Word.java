package dev.holdfast.architecture.violation.portsarrows.domain;

public record Word(String value) {}
