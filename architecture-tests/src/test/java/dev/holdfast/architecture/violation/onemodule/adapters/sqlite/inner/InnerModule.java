package dev.holdfast.architecture.violation.onemodule.adapters.sqlite.inner;

import com.google.inject.AbstractModule;

public final class InnerModule extends AbstractModule {}
