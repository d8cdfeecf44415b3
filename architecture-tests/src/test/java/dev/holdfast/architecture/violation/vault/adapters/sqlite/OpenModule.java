package dev.holdfast.architecture.violation.vault.adapters.sqlite;

import com.google.inject.AbstractModule;

final class OpenModule extends AbstractModule {}
