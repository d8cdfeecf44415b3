package dev.holdfast.architecture.violation.places.elsewhere;

record Stray(String value) {}
