package io.trimtab.fuzz.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** x */
public record QemuMachine(Path kernel) implements KernelMachine {
  @Override
  public String name() {
    return "qemu";
  }

  @Override
  public Duration bootLimit() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Process start() throws IOException {
    throw new IOException("x");
  }
}
