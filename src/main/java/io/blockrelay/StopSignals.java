package io.blockrelay;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the signals that end a process, each time that one comes. A shutdown hook would hear the
 * first only, and the exit code would be the signal's. Java's own way to do so is in no package
 * that compiles without a warning, so it is called by name; where it cannot be, signals end the
 * process as they always do.
 */
final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  /** What heard each signal before. */
  private final Map<Object, Object> before = new LinkedHashMap<>();

  private StopSignals() {}

  /**
   * @param heard called for every signal, on a thread of its own
   */
  static StopSignals listen(Runnable heard) {
    StopSignals signals = new StopSignals();
    for (String name : NAMES) {
      try {
        signals.listen(name, heard);
      } catch (ReflectiveOperationException cannot) {
        // Windows has no HUP, and -Xrs leaves them all to somebody else.
        LOG.atDebug().addKeyValue("signal", name).log("not listening to a signal");
      }
    }
    return signals;
  }

  private void listen(String name, Runnable heard) throws ReflectiveOperationException {
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = signalType().getConstructor(String.class).newInstance(name);
    Object handler =
        Proxy.newProxyInstance(
            handlerType.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                heard.run();
              }
              return null;
            });
    before.put(signal, handle().invoke(null, signal, handler));
  }

  /** Whoever heard them before hears them again. */
  void close() {
    before.forEach(
        (signal, handler) -> {
          try {
            handle().invoke(null, signal, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Class<?> signalType() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }

  private static Method handle() throws ReflectiveOperationException {
    return signalType().getMethod("handle", signalType(), Class.forName("sun.misc.SignalHandler"));
  }
}
