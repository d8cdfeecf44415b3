package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import dev.holdfast.ports.in.OperatorServices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The module of the command line")
final class CliModuleTest {

  @Test
  void the_program_is_all_it_publishes() {
    Injector injector =
        Guice.createInjector(
            new CliModule(),
            binder -> {
              binder.bind(OperatorServices.Factory.class).toInstance(new FixedServices());
              binder.bind(Clock.class).toInstance(Clock.systemUTC());
            });

    var out = new PrintStream(new ByteArrayOutputStream());
    int exit =
        injector.getInstance(CommandLineProgram.class).run(new String[] {"--version"}, out, out);

    assertThat(exit).isZero();
    assertThat(injector.getExistingBinding(Key.get(Display.class))).isNull();
  }
}
