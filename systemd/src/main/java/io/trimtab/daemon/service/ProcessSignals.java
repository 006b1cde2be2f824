package io.trimtab.daemon.service;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Signals as calls. Java's shutdown hooks know of neither SIGHUP nor the exit code, and a self-pipe
 * or signalfd(2) needs signals blocked in threads that the virtual machine has started already. So
 * it is {@code sun.misc.Signal}, of the supported module jdk.unsupported; by reflection, as the
 * compiler warns of it whatever one says.
 */
final class ProcessSignals {
  private ProcessSignals() {}

  /**
   * Handles a signal from now on, in a thread of its own each time.
   *
   * @param name such as {@code HUP}
   * @return whether it can be handled here
   */
  static boolean handle(String name, Consumer<String> handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                  return switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "handler of SIG" + name;
                  };
                }
                handler.accept(name);
                return null;
              });
      signal
          .getMethod("handle", signal, type)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      return true;
    } catch (InvocationTargetException e) {
      // The virtual machine was told to leave this signal alone (-Xrs).
      return false;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
