package io.trimtab.actuators.transaction;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import java.util.Map;

/** A configuration in the forms in which other tools keep it across reboots. */
public final class Export {
  private static final String PROC_SYS = "/proc/sys/";

  private final Catalogue catalogue;

  public Export(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Lines for a file in {@code /etc/sysctl.d}. What is not a sysctl stands in comments as lines for
   * {@code /etc/tmpfiles.d}, which writes any file at boot.
   */
  public String sysctlD(Configuration configuration) {
    StringBuilder sysctls = new StringBuilder();
    StringBuilder others = new StringBuilder();
    for (Map.Entry<String, Value> setting : configuration.values().entrySet()) {
      Tunable tunable = catalogue.get(setting.getKey());
      String value = setting.getValue().text();
      if (tunable.file().startsWith(PROC_SYS)) {
        String name = tunable.file().substring(PROC_SYS.length()).replace('/', '.');
        sysctls.append(name).append(" = ").append(value).append('\n');
      } else {
        others.append("# w ").append(tunable.file()).append(" - - - - ").append(value).append('\n');
      }
    }
    if (!others.isEmpty()) {
      sysctls.append("# Not sysctls: for a file in /etc/tmpfiles.d, without the leading \"# \".\n");
    }
    return sysctls.append(others).toString();
  }

  /** TOML that {@code trimtab apply} reads. */
  public String toml(Configuration configuration) {
    StringBuilder toml = new StringBuilder("[tunables]\n");
    for (Map.Entry<String, Value> setting : configuration.values().entrySet()) {
      toml.append('"').append(setting.getKey()).append("\" = ");
      if (setting.getValue() instanceof Value.Number number) {
        toml.append(number.value());
      } else {
        toml.append('"').append(setting.getValue().text()).append('"');
      }
      toml.append('\n');
    }
    return toml.toString();
  }
}
