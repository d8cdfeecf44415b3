package dev.holdfast.architecture.violation.cliarrows.ports.in;

public interface Asking {}
