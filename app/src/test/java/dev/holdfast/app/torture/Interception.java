package dev.holdfast.app.torture;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Stands before a port, passes calls on, and lets each be looked at and changed. */
final class Interception {

  private Interception() {}

  /** What happens in the place of a call. */
  interface Around {

    /**
     * Answers a call.
     *
     * @param method the name of the called method
     * @param arguments what it was called with, possibly empty
     * @param onward the call itself, to be made as often as is wished
     */
    @Nullable Object call(String method, Object[] arguments, Onward onward);
  }

  /** A call to be made. */
  interface Onward {
    @Nullable Object go();
  }

  /** A port with something before it. */
  static <P> P before(Class<P> port, P target, Around around) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                around.call(
                    method.getName(),
                    arguments == null ? new Object[0] : arguments,
                    () -> invoke(() -> method.invoke(target, arguments)))));
  }

  private interface Reflective {
    @Nullable Object invoke() throws InvocationTargetException, IllegalAccessException;
  }

  private static @Nullable Object invoke(Reflective call) {
    try {
      return call.invoke();
    } catch (InvocationTargetException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("ports throw nothing checked", failed);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException("ports are public", impossible);
    }
  }
}
