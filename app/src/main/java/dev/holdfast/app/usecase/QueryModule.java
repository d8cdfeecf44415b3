package dev.holdfast.app.usecase;

import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import dev.holdfast.ports.in.ModelQueries;
import dev.holdfast.ports.in.SessionQueries;

/** Publishes what only looks: sessions and models. A command line needs no more. */
public final class QueryModule extends PrivateModule {

  @Override
  protected void configure() {
    bind(ModelCatalog.class).in(Singleton.class);
    bind(ModelListings.class).in(Singleton.class);
    bind(SessionPages.class).in(Singleton.class);
    bind(SessionQueryService.class).in(Singleton.class);

    bind(ModelQueries.class).to(ModelListings.class);
    bind(SessionQueries.class).to(SessionQueryService.class);

    expose(ModelQueries.class);
    expose(SessionQueries.class);
    // For the turn module, which nobody else can make use of: both are package-private.
    expose(ModelCatalog.class);
    expose(ModelListings.class);
  }
}
