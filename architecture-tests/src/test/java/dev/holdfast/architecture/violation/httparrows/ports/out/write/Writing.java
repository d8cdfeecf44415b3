package dev.holdfast.architecture.violation.httparrows.ports.out.write;

public interface Writing {}
