package dev.holdfast.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import dev.holdfast.adapters.cli.CliModule;
import dev.holdfast.adapters.cli.CommandLineProgram;
import dev.holdfast.adapters.sqlite.SqliteModule;
import dev.holdfast.ports.in.OperatorServices;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** The program. */
final class Main {

  /** What a command line begins with that looks into a store. */
  private static final Set<String> WITH_STORE =
      Set.of("gateway", "state", "sessions", "turns", "tokens", "audit", "doctor");

  private Main() {}

  public static void main(String[] arguments) {
    loadAhead(arguments);
    System.exit(program().run(arguments, output(), utf8(FileDescriptor.err)));
  }

  /** Most commands look into a store, and a second processor has nothing else to do. */
  static void loadAhead(String... arguments) {
    if (arguments.length > 0 && WITH_STORE.contains(arguments[0])) {
      // Two threads that make the process's logging at the same time get a stand-in for it.
      ILoggerFactory _ = LoggerFactory.getILoggerFactory();
      Thread.ofPlatform().daemon().name("holdfast-load-ahead").start(SqliteModule::loadAhead);
    }
  }

  /** The command line on what this process finds around itself. */
  static CommandLineProgram program() {
    Surroundings surroundings = Surroundings.ofThisProcess();
    // What is stored and told has milliseconds; nobody wants to read more.
    Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    return Guice.createInjector(
            new StrictInjectorModule(),
            new CliModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(Clock.class).toInstance(clock);
                bind(OperatorServices.Factory.class)
                    .toInstance(whereabouts -> new LocalServices(surroundings, whereabouts, clock));
              }
            })
        .getInstance(CommandLineProgram.class);
  }

  /** Standard output, as it is: what cannot be written is told to whoever writes. */
  static OutputStream output() {
    return new FileOutputStream(FileDescriptor.out);
  }

  /** Keys and models are Unicode, whatever locale the shell has. */
  static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
