package dev.holdfast.architecture.violation.httparrows.ports.in;

public interface Asking {}
