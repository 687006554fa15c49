package io.evenkeel.camel.helm;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives SIGTERM, SIGINT and SIGHUP back to the JVM. Embedded Helm is a Go library, and its first
 * rendering takes these signals over for the whole process: without this, a process that has run
 * Helm once no longer stops when it is asked to.
 *
 * <p>Uses {@code sun.misc.Signal} of module {@code jdk.unsupported} reflectively, because the
 * compiler refuses it; where it is missing, nothing happens.
 */
public final class TerminationSignals {

  private static final Logger LOG = LoggerFactory.getLogger(TerminationSignals.class);
  private static final String[] NAMES = {"TERM", "INT", "HUP"};

  private final Map<Object, Object> handlers = new LinkedHashMap<>();

  private TerminationSignals() {}

  /** Notes what the JVM does on each signal; call before Helm is used. */
  public static TerminationSignals remember() {
    TerminationSignals signals = new TerminationSignals();
    for (String name : NAMES) {
      try {
        Object signal = signalClass().getConstructor(String.class).newInstance(name);
        Object byDefault = handlerClass().getField("SIG_DFL").get(null);
        Object current = handle(signal, byDefault);
        handle(signal, current);
        signals.handlers.put(signal, current);
      } catch (ReflectiveOperationException | RuntimeException unavailable) {
        LOG.atDebug().addKeyValue("signal", name).log("this JVM does not hand out its handler");
      }
    }
    return signals;
  }

  /** Installs what was noted; call after Helm was used. */
  public void restore() {
    handlers.forEach((signal, handler) -> {
      try {
        handle(signal, handler);
      } catch (ReflectiveOperationException | RuntimeException refused) {
        LOG.atWarn().addKeyValue("signal", signal).setCause(refused).log("cannot be restored");
      }
    });
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    Method handle = signalClass().getMethod("handle", signalClass(), handlerClass());
    return handle.invoke(null, signal, handler);
  }

  private static Class<?> signalClass() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }

  private static Class<?> handlerClass() throws ClassNotFoundException {
    return Class.forName("sun.misc.SignalHandler");
  }
}
