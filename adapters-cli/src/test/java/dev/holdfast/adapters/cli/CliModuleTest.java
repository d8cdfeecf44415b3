package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.ports.in.OperatorServices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The module of the command line")
final class CliModuleTest {

  @Test
  void the_program_is_all_it_publishes() {
    Injector injector =
        Guice.createInjector(
            new CliModule(),
            binder -> binder.bind(OperatorServices.Factory.class).toInstance(new FixedServices()));

    var out = new PrintStream(new ByteArrayOutputStream());
    int exit =
        injector.getInstance(CommandLineProgram.class).run(new String[] {"--version"}, out, out);

    assertThat(exit).isZero();
    assertThat(injector.getExistingBinding(com.google.inject.Key.get(Terminal.class))).isNull();
  }

  @Test
  void without_services_there_is_no_program() {
    assertThatThrownBy(() -> Guice.createInjector(new CliModule()))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("OperatorServices$Factory");
  }
}
