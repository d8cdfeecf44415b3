package dev.holdfast.adapters.http;

import com.google.inject.PrivateModule;

/** Publishes the gateway's HTTP server and the upstream model runtime. */
public final class HttpModule extends PrivateModule {

  @Override
  protected void configure() {}
}
