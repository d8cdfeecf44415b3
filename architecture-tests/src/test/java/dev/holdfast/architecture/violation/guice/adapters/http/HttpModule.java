package dev.holdfast.architecture.violation.guice.adapters.http;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;

final class HttpModule extends AbstractModule {

  @Provides
  static String name() {
    return "name";
  }
}
