package dev.holdfast.app.torture;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.spi.Element;
import com.google.inject.spi.ExposedBinding;
import dev.holdfast.adapters.sqlite.SqliteModule;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The SQLite store with something before its ports, in the place of {@link SqliteModule}. */
final class ReplacedStore extends AbstractModule {

  private final Injector store;
  private final Replacement replacement;

  private ReplacedStore(Injector store, Replacement replacement) {
    this.store = store;
    this.replacement = replacement;
  }

  /** What stands in the place of a port. */
  interface Replacement {

    /**
     * Replaces one port, or gives it back as it is.
     *
     * @param type the port
     */
    <P> P of(Class<? super P> type, P port);
  }

  /**
   * The modules with the store's ports replaced.
   *
   * @param modules the product's, the store's among them
   */
  static List<Module> in(List<Module> modules, Replacement replacement) {
    // Nothing is made in this injector but what is asked for: the store.
    Injector store = Guice.createInjector(Stage.DEVELOPMENT, modules);
    List<Module> replaced = new ArrayList<>(modules);
    replaced.removeIf(SqliteModule.class::isInstance);
    replaced.add(new ReplacedStore(store, replacement));
    return replaced;
  }

  /** The modules with the store's writes replaced. */
  static List<Module> writes(List<Module> modules, UnaryOperator<WriteTransactions> writes) {
    return in(modules, new WritesOnly(writes));
  }

  @Override
  protected void configure() {
    store.getBindings().values().stream()
        .filter(ExposedBinding.class::isInstance)
        .map(ExposedBinding.class::cast)
        .filter(
            exposed ->
                exposed.getPrivateElements().getElements().stream()
                    .anyMatch(ReplacedStore::isOfTheStore))
        .map(exposed -> (Key<?>) exposed.getKey())
        .forEach(this::replace);
  }

  private static boolean isOfTheStore(Element element) {
    return element.getSource().toString().contains(SqliteModule.class.getName());
  }

  private <P> void replace(Key<P> key) {
    bind(key).toInstance(replacement.of(key.getTypeLiteral().getRawType(), store.getInstance(key)));
  }

  private record WritesOnly(UnaryOperator<WriteTransactions> writes) implements Replacement {

    @Override
    @SuppressWarnings("unchecked") // what replaces the write port is one
    public <P> P of(Class<? super P> type, P port) {
      return port instanceof WriteTransactions store && type == WriteTransactions.class
          ? (P) writes.apply(store)
          : port;
    }
  }
}
