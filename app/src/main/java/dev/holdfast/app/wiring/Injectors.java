package dev.holdfast.app.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.holdfast.adapters.http.HttpModule;
import dev.holdfast.adapters.sqlite.SqliteModule;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.context.ContextModule;
import dev.holdfast.app.demo.DemoModule;
import dev.holdfast.app.usecase.OperatorModule;
import dev.holdfast.app.usecase.OwnToken;
import dev.holdfast.app.usecase.QueryModule;
import dev.holdfast.app.usecase.TurnModule;
import dev.holdfast.ports.out.env.Telemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The product as three lists of modules: a gateway, a command that looks, one that changes. */
final class Injectors {

  private Injectors() {}

  static Injector gateway(
      Surroundings surroundings, Path home, Course course, int port, Clock clock) {
    return Guice.createInjector(
        Stage.PRODUCTION, gatewayModules(surroundings, home, course, port, clock));
  }

  /** What a gateway is made of. */
  static List<Module> gatewayModules(
      Surroundings surroundings, Path home, Course course, int port, Clock clock) {
    return List.of(
        new StrictInjectorModule(),
        new HomeModule(home, course.configuration(), clock),
        new GatewayModule(home, surroundings, course, port),
        new SqliteModule(),
        new HttpModule(),
        new ContextModule(),
        new DemoModule(),
        new QueryModule(),
        new TurnModule(TurnModule.Host.GATEWAY));
  }

  /** For reading only; no HTTP server is loaded, and what is not asked for is not made. */
  static Injector reading(Path home, Configuration configuration, Clock clock) {
    return Guice.createInjector(
        Stage.DEVELOPMENT,
        new StrictInjectorModule(),
        new HomeModule(home, new ConfigurationInForce(configuration), clock),
        new SqliteModule(),
        new QueryModule(),
        binder -> binder.bind(Telemetry.class).toInstance(Telemetry.NONE));
  }

  /**
   * The use cases of a gateway without what makes it one: no server, no upstream, no listening
   * socket. What is not asked for is not made, so that a store opened for reading serves those that
   * only look.
   */
  static Injector maintenance(
      Surroundings surroundings,
      Path home,
      Configuration configuration,
      OwnToken ownToken,
      Clock clock) {
    return Guice.createInjector(
        Stage.DEVELOPMENT,
        new StrictInjectorModule(),
        new HomeModule(home, new ConfigurationInForce(configuration), clock),
        new MaintenanceModule(home, surroundings, ownToken),
        new SqliteModule(),
        new ContextModule(),
        new DemoModule(),
        new QueryModule(),
        new TurnModule(TurnModule.Host.COMMAND),
        new OperatorModule());
  }
}
