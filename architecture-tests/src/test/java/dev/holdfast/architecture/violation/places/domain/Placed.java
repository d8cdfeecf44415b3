package dev.holdfast.architecture.violation.places.domain;

record Placed(String value) {}
