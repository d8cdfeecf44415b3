package dev.holdfast.app.usecase;

import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.util.Map;

/**
 * The runtimes of this process.
 *
 * @param byId what a route may ask for by name
 * @param demo what answers for the built-in provider
 */
public record InstalledRuntimes(Map<RuntimeId, ModelRuntime> byId, ModelRuntime demo) {
  public InstalledRuntimes {
    byId = Map.copyOf(byId);
  }
}
