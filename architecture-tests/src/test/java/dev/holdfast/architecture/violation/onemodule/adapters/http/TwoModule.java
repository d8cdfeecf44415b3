package dev.holdfast.architecture.violation.onemodule.adapters.http;

import com.google.inject.AbstractModule;

public final class TwoModule extends AbstractModule {}
