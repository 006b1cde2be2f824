package io.trimtab.daemon.config;

import java.util.List;
import java.util.function.UnaryOperator;

/** The configuration that a daemon goes by, and how it is read again. For any thread. */
public final class ConfigInUse {
  private final ConfigReader reader;
  private final UnaryOperator<DaemonConfig> overrides;
  private volatile ConfigReading reading;

  /**
   * Reads it for the first time.
   *
   * @param overrides what was said on the command line
   * @throws ConfigException if it is broken
   */
  public ConfigInUse(ConfigReader reader, UnaryOperator<DaemonConfig> overrides) {
    this.reader = reader;
    this.overrides = overrides;
    this.reading = reader.read();
  }

  /** What was last read without a fault. */
  public DaemonConfig current() {
    return overrides.apply(reading.config());
  }

  /** What is odd in it, a line each. */
  public List<String> warnings() {
    return reading.warnings();
  }

  /**
   * Reads it again.
   *
   * @throws ConfigException if it is broken; then the old one stays
   */
  public DaemonConfig reread() {
    reading = reader.read();
    return current();
  }
}
