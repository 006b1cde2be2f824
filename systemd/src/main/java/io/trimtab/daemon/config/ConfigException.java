package io.trimtab.daemon.config;

import io.trimtab.daemon.DaemonException;
import java.util.List;

/** A configuration that cannot be used, with all that is wrong with it. */
public final class ConfigException extends DaemonException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * Creates it from what is wrong.
   *
   * @param problems a line each, with file, line and column; at least one
   */
  ConfigException(List<String> problems) {
    super(
        Kind.INVALID,
        problems.get(0)
            + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)"));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, a line each. */
  public List<String> problems() {
    return problems;
  }
}
