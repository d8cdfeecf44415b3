package dev.holdfast.architecture.violation.onemodule.adapters.cli;

import com.google.inject.AbstractModule;

final class CliModule extends AbstractModule {}
