package dev.holdfast.adapters.cli;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import dev.holdfast.ports.in.OperatorServices;
import java.time.Clock;

/**
 * Publishes the command line, {@link CommandLineProgram}. Needs an {@link OperatorServices.Factory}
 * and a clock.
 */
public final class CliModule extends PrivateModule {

  @Override
  protected void configure() {
    requireBinding(OperatorServices.Factory.class);
    requireBinding(Clock.class);
    bind(CommandLineProgram.class);
    expose(CommandLineProgram.class);
  }

  @Provides
  Display display(Clock clock) {
    return new Display(
        Terminal.describedBy(System.getProperty(Terminal.COLUMNS_PROPERTY, "")),
        Colours.of(name -> System.getProperty(name, ""), System.getenv()),
        clock);
  }

  @Provides
  Person person() {
    boolean somebody =
        Boolean.getBoolean(Person.INPUT_PROPERTY) && Boolean.getBoolean(Person.ERRORS_PROPERTY);
    return somebody ? new Person.AtTerminal(System.in) : new Person.Nobody();
  }
}
