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

  @Provides
  Person person() {
    boolean somebody =
        Boolean.getBoolean(Person.INPUT_PROPERTY) && Boolean.getBoolean(Person.ERRORS_PROPERTY);
    return somebody ? new Person.AtTerminal(System.in) : new Person.Nobody();
  }
}
