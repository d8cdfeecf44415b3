package dev.holdfast.architecture.violation.guice.app.wiring;

import com.google.inject.Injector;

record Program(Injector injector) {}
