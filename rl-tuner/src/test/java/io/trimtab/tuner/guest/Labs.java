package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The lab of whoever runs the tests: what it builds is kept from one run to the next. */
final class Labs {
  private Labs() {}

  static GuestLab shared() {
    return GuestLab.of(
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        step -> System.out.println("Guest: " + step));
  }

  /** A kernel of a series; the test is skipped if this host's apt does not have it. */
  static GuestKernel kernel(String series) throws InterruptedException {
    try {
      return shared().kernels().get(series);
    } catch (TunerException e) {
      if (e.kind() != TunerException.Kind.UNAVAILABLE) {
        throw e;
      }
      System.out.println("Skipped: guest with Linux " + series + ": " + e.getMessage());
      return Assumptions.abort(e.getMessage());
    }
  }
}
