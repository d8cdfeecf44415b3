package dev.holdfast.architecture.violation.injectors.app.wiring;

import com.google.inject.AbstractModule;

final class StrictInjectorModule extends AbstractModule {}
