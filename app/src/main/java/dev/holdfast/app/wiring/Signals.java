package dev.holdfast.app.wiring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns signals into wishes: SIGTERM and SIGINT to stop, SIGHUP to read the configuration again. A
 * shutdown hook would not do: the process has to end with exit code 0 after it drained, and at once
 * on a second signal.
 *
 * <p>A process that a person started sees SIGHUP when its terminal is closed, and ends as before:
 * nobody would know that it still runs.
 *
 * <p>The JDK hears of signals through {@code sun.misc.Signal} only, which javac refuses to name
 * without a warning that cannot be turned off; hence the reflection.
 */
final class Signals {

  /** What a shell reports of a process that ended by SIGTERM: 128 and the signal's number. */
  private static final int ENDED_BY_SIGTERM = 143;

  private final Wishes wishes;
  private final AtomicBoolean asked = new AtomicBoolean();

  private Signals(Wishes wishes) {
    this.wishes = wishes;
  }

  /** Who started the process. */
  enum Starter {
    /** Standard error goes to a terminal. */
    PERSON,
    PROGRAM
  }

  /** Makes wishes of signals from now on. */
  static void listen(Wishes wishes, Starter starter) {
    Signals signals = new Signals(wishes);
    Runnable hangUp =
        switch (starter) {
          case PERSON -> signals::stop;
          case PROGRAM -> wishes::reload;
        };
    Map.of("TERM", (Runnable) signals::stop, "INT", signals::stop, "HUP", hangUp)
        .forEach(Signals::handle);
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object received =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, handlerOf(action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), received);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("every JDK of ours hears of signals", missing);
    }
  }

  private static InvocationHandler handlerOf(Runnable action) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "signal handler";
        };
  }

  private void stop() {
    if (!asked.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(ENDED_BY_SIGTERM);
    }
    wishes.stop();
  }
}
