package dev.holdfast.app.usecase;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.HomeLists;

/**
 * Publishes what operators look at and change in a home without a gateway; beside {@link
 * TurnModule}, whose use cases do it.
 */
public final class OperatorModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(OperatorRequests.class).in(Singleton.class);
    bind(OperatorQueries.class).in(Singleton.class);
    bind(OperatorChanges.class).in(Singleton.class);
    bind(HomeLists.class).to(OperatorQueries.class);
    bind(HomeChanges.class).to(OperatorChanges.class);
  }
}
