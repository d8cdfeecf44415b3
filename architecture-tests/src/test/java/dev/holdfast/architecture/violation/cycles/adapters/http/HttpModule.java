package dev.holdfast.architecture.violation.cycles.adapters.http;

import com.google.inject.AbstractModule;
import dev.holdfast.architecture.violation.cycles.adapters.http.wire.Frame;

final class HttpModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Frame.class);
  }
}
