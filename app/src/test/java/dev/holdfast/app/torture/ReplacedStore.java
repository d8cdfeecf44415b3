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

/**
 * The SQLite store with other write transactions before it, in the place of {@link SqliteModule}.
 */
final class ReplacedStore extends AbstractModule {

  private final Injector store;
  private final UnaryOperator<WriteTransactions> writes;

  private ReplacedStore(Injector store, UnaryOperator<WriteTransactions> writes) {
    this.store = store;
    this.writes = writes;
  }

  /**
   * The modules with the store replaced.
   *
   * @param modules the product's, the store's among them
   */
  static List<Module> in(List<Module> modules, UnaryOperator<WriteTransactions> writes) {
    // Nothing is made in this injector but what is asked for: the store.
    Injector store = Guice.createInjector(Stage.DEVELOPMENT, modules);
    List<Module> replaced = new ArrayList<>(modules);
    replaced.removeIf(SqliteModule.class::isInstance);
    replaced.add(new ReplacedStore(store, writes));
    return replaced;
  }

  @Override
  protected void configure() {
    Key<WriteTransactions> replaced = Key.get(WriteTransactions.class);
    bind(replaced).toInstance(writes.apply(store.getInstance(replaced)));
    store.getBindings().values().stream()
        .filter(ExposedBinding.class::isInstance)
        .map(ExposedBinding.class::cast)
        .filter(
            exposed ->
                exposed.getPrivateElements().getElements().stream()
                    .anyMatch(ReplacedStore::isOfTheStore))
        .map(exposed -> (Key<?>) exposed.getKey())
        .filter(key -> !key.equals(replaced))
        .forEach(this::take);
  }

  private static boolean isOfTheStore(Element element) {
    return element.getSource().toString().contains(SqliteModule.class.getName());
  }

  private <T> void take(Key<T> key) {
    bind(key).toInstance(store.getInstance(key));
  }
}
