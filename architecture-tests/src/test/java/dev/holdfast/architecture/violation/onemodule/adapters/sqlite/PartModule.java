package dev.holdfast.architecture.violation.onemodule.adapters.sqlite;

import com.google.inject.AbstractModule;

final class PartModule extends AbstractModule {}
