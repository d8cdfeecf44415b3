package dev.holdfast.app.torture;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.holdfast.app.usecase.InstalledRuntimes;
import dev.holdfast.app.wiring.GatewayParts;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a process that shares its store with others has in place of a gateway's own: leases of
 * others count until their deadline, and the model is one of this process.
 */
final class WorkerModules extends AbstractModule {

  /** Short, so that a test can wait for its end; long beside a turn and a pause of the machine. */
  static final Duration TERM = Duration.ofSeconds(2);

  private static final Duration RENEWAL = Duration.ofMillis(500);

  private final ModelRuntime model;

  private WorkerModules(ModelRuntime model) {
    this.model = model;
  }

  /** The production modules with these in them, and with a bug. */
  static Module of(Path home, ModelRuntime model, PlantedBug bug) {
    return Modules.override(of(home, model, bug::in)).with(bug.overrides());
  }

  /**
   * The production modules with these in them.
   *
   * @param change what else becomes of the production modules
   */
  static Module of(Path home, ModelRuntime model, UnaryOperator<List<Module>> change) {
    return Modules.override(change.apply(GatewayParts.shared(home))).with(new WorkerModules(model));
  }

  @Override
  protected void configure() {
    bind(LeaseTerms.class).toInstance(new LeaseTerms(TERM, RENEWAL, Takeover.AFTER_DEADLINE));
    bind(InstalledRuntimes.class).toInstance(new InstalledRuntimes(Map.of(), model));
  }
}
