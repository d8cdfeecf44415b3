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
    return Person.describedBy(name -> System.getProperty(name, ""), System.in);
  }
}
