package io.trimtab.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documentation's tables come from the settings themselves. */
class ConfigReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/configuration.md");
  private static final String UPDATE = "mvn -pl systemd -am test -Dtrimtab.update=true";
  private static final String HEAD = "## Every key\n";

  @Test
  void everyKeyIsThereWithItsDefault() throws IOException {
    String written = Files.readString(REFERENCE);
    int start = written.indexOf(HEAD);
    assertTrue(start >= 0, "no heading " + HEAD);
    String generated = written.substring(0, start) + HEAD + tables();
    if (Boolean.getBoolean("trimtab.update")) {
      Files.writeString(REFERENCE, generated);
      written = generated;
    }
    assertEquals(
        written, generated, "docs/configuration.md is out of date; write again: " + UPDATE);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    String table = "-";
    for (Setting<?> setting : Settings.ALL) {
      String heading = heading(setting);
      if (!heading.equals(table)) {
        table = heading;
        text.append(heading.isEmpty() ? "\n" : "\n### " + heading + "\n\n");
        text.append("| key | default | takes | meaning |\n|---|---|---|---|\n");
      }
      text.append("| `")
          .append(setting.key())
          .append("` | `")
          .append(TomlText.of(setting.json(setting.byDefault())))
          .append("` | ")
          .append(setting.form().allowed().replace("|", "\\|"))
          .append(" | ")
          .append(setting.meaning())
          .append(" |\n");
    }
    return text.toString();
  }

  private static String heading(Setting<?> setting) {
    int dot = setting.key().indexOf('.');
    if (dot >= 0) {
      return "[" + setting.key().substring(0, dot) + "]";
    }
    boolean isTables = setting == Settings.CONSTRAINTS || setting == Settings.WINDOWS;
    return isTables ? "[[" + setting.key() + "]]" : "";
  }
}
