package dev.weft.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Takes SIGINT and SIGTERM instead of the JVM while it is open. Handlers run on a thread of the
 * JVM's for each signal.
 */
final class Signals {
  /*
   * sun.misc.Signal (module jdk.unsupported) is the one way to learn of a second signal: a shutdown
   * hook runs once, and after it nothing can keep the process alive. javac warns of every use of it
   * and that warning cannot be switched off, so it is reached by reflection. A runtime without it
   * ends at the first signal; what was written until then is kept.
   */
  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

  private final List<Restore> restores = new ArrayList<>();

  /** Gives a signal its earlier handler back. */
  private interface Restore {
    void run() throws ReflectiveOperationException;
  }

  /** Takes the signals; {@code handler} gets the number of each. */
  static Signals take(IntConsumer handler) {
    Signals signals = new Signals();
    NUMBERS.forEach(
        (name, number) -> {
          try {
            signals.take(name, () -> handler.accept(number));
          } catch (InvocationTargetException | ClassNotFoundException absent) {
            // The runtime keeps this signal to itself, as -Xrs makes it.
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("sun.misc.Signal is not what it was", e);
          }
        });
    return signals;
  }

  private void take(String name, Runnable handler) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    Object taking =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> {
              handler.run();
              return null;
            });
    var handle = signalType.getMethod("handle", signalType, handlerType);
    Object earlier = handle.invoke(null, signal, taking);
    restores.add(() -> handle.invoke(null, signal, earlier));
  }

  /** Gives the signals back. */
  void close() {
    for (Restore restore : restores) {
      try {
        restore.run();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("sun.misc.Signal is not what it was", e);
      }
    }
  }
}
