package dev.holdfast.architecture.violation.guice.app.usecase;

import com.google.inject.Injector;

record Locator(Injector injector) {}
