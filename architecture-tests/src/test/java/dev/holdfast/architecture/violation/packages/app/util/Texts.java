package dev.holdfast.architecture.violation.packages.app.util;

record Texts(String text) {}
