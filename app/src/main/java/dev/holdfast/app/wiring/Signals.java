package dev.holdfast.app.wiring;

import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns SIGTERM and SIGINT into a wish to stop. A shutdown hook would not do: the process has to
 * end with exit code 0 after it drained, and at once on a second signal.
 *
 * <p>The JDK hears of signals through {@code sun.misc.Signal} only, which javac refuses to name
 * without a warning that cannot be turned off; hence the reflection.
 */
final class Signals {

  /** What a shell reports of a process that ended by SIGTERM: 128 and the signal's number. */
  private static final int ENDED_BY_SIGTERM = 143;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch woken = new CountDownLatch(1);

  private Signals() {}

  /** Listens from now on. */
  static Signals listen() {
    Signals signals = new Signals();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object received =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, signals.handler());
      for (String name : new String[] {"TERM", "INT"}) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), received);
      }
      return signals;
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("every JDK of ours hears of signals", missing);
    }
  }

  /** What ended the wait. */
  sealed interface Woken {

    /** Somebody asked the process to stop. */
    record Asked() implements Woken {}

    /** A database lost its writer, and nothing more can be stored. */
    record StoreDied(StorageFailure failure) implements Woken {}
  }

  /** Blocks until the process is asked to stop, or its store dies. */
  Woken await(Storage storage) throws InterruptedException {
    AtomicReference<@Nullable StorageFailure> died = new AtomicReference<>();
    storage.watch(
        failure -> {
          died.set(failure);
          woken.countDown();
        });
    woken.await();
    StorageFailure failure = died.get();
    return failure == null ? new Woken.Asked() : new Woken.StoreDied(failure);
  }

  private InvocationHandler handler() {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            received();
            yield null;
          }
          case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "signal handler";
        };
  }

  private void received() {
    if (!asked.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(ENDED_BY_SIGTERM);
    }
    woken.countDown();
  }
}
