package dev.holdfast.app.torture;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import dev.holdfast.adapters.http.GatewayServer;
import dev.holdfast.adapters.http.UpstreamRuntime;
import dev.holdfast.app.demo.DemoRuntime;
import dev.holdfast.app.usecase.GatewayService;
import dev.holdfast.app.usecase.InstalledRuntimes;
import dev.holdfast.app.wiring.GatewayParts;
import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The production gateway on a home, which halts at a moment and says so: {@code HaltingGateway
 * <home> <moment>}. Each line it is told is a number: at how many of these moments from now. It
 * serves until it is killed.
 */
final class HaltingGateway {

  private HaltingGateway() {}

  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    Halt halt = new Halt(Moment.valueOf(arguments[1]), System.out);
    GatewayParts parts = GatewayParts.of(home);
    List<Module> modules =
        ReplacedStore.writes(
            parts.modules(), writes -> Writing.watched(writes, new Halt.Watch(halt)));
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION, Modules.override(modules).with(new HaltingRuntimes(halt)));
    GatewayServer server = injector.getInstance(GatewayServer.class);
    switch (server.start()) {
      case GatewayServer.Start.Listening(var address) -> {
        injector
            .getInstance(GatewayService.class)
            .start(Storage.Creation.FORBIDDEN, "http://127.0.0.1:18790");
        System.out.println(GatewayUnderFire.READY + "http://127.0.0.1:" + address.getPort());
        System.out.flush();
        listen(halt);
        Reference.reachabilityFence(parts);
      }
      case GatewayServer.Start.CannotBind(String message) ->
          throw new IllegalStateException(message);
    }
  }

  private static void listen(Halt halt) throws IOException {
    BufferedReader told =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      halt.arm(Integer.parseInt(line));
    }
  }

  /** The runtimes of a gateway, halting once the model has answered. */
  private static final class HaltingRuntimes extends AbstractModule {

    private final Halt halt;

    HaltingRuntimes(Halt halt) {
      this.halt = halt;
    }

    @Provides
    @Singleton
    InstalledRuntimes runtimes(
        @UpstreamRuntime ModelRuntime upstream, @DemoRuntime ModelRuntime demo) {
      return new InstalledRuntimes(Map.of(RuntimeId.API, halting(upstream)), demo);
    }

    private ModelRuntime halting(ModelRuntime runtime) {
      return (call, deltas) -> {
        ModelRuntime.Generation generation = runtime.prepare(call, deltas);
        return new ModelRuntime.Generation() {
          @Override
          public ModelOutcome run() {
            ModelOutcome outcome = generation.run();
            halt.at(Moment.AFTER_UPSTREAM);
            return outcome;
          }

          @Override
          public void cancel() {
            generation.cancel();
          }
        };
      };
    }
  }
}
