package dev.holdfast.adapters.cli;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import dev.holdfast.ports.in.OperatorServices;

/**
 * Publishes the command line, {@link CommandLineProgram}. Needs an {@link
 * OperatorServices.Factory}.
 */
public final class CliModule extends PrivateModule {

  @Override
  protected void configure() {
    requireBinding(OperatorServices.Factory.class);
    bind(CommandLineProgram.class);
    expose(CommandLineProgram.class);
  }

  @Provides
  Terminal terminal() {
    return Terminal.describedBy(System.getProperty(Terminal.COLUMNS_PROPERTY, ""));
  }
}
