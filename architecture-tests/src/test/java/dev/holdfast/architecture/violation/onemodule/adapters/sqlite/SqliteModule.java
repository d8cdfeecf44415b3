package dev.holdfast.architecture.violation.onemodule.adapters.sqlite;

import com.google.inject.AbstractModule;

public final class SqliteModule extends AbstractModule {}
