package dev.holdfast.adapters.cli;

import com.google.inject.PrivateModule;

/** Publishes the command line. */
public final class CliModule extends PrivateModule {

  @Override
  protected void configure() {}
}
