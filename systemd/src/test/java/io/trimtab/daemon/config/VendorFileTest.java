package io.trimtab.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the package ships. */
class VendorFileTest {
  private static final Path FILE = Path.of("src/main/config/trimtab.toml");

  @TempDir Path directory;

  @Test
  void itIsUpToDate() throws IOException {
    if (Boolean.getBoolean("trimtab.update")) {
      Files.writeString(FILE, VendorFile.text());
    }

    assertEquals(
        Files.readString(FILE),
        VendorFile.text(),
        "write it again: mvn -pl systemd -am test -Dtrimtab.update=true");
  }

  private List<String> values(String toml) throws IOException {
    Path file = directory.resolve("trimtab.toml");
    Files.writeString(file, toml);
    return new ConfigReader(ConfigPaths.under(directory).withOnly(file))
        .read().entries().stream().map(entry -> entry.key() + " " + entry.toml()).toList();
  }

  @Test
  void itSaysNothingThatIsNotTheDefault() throws IOException {
    assertEquals(values(""), values(VendorFile.text()));
  }

  /** Whoever takes the comment sign away gets what the line says. */
  @Test
  void everyLineThatIsCommentedOutIsValid() throws IOException {
    String spoken =
        VendorFile.text()
            .lines()
            .map(line -> line.matches("#\\w+ = .*") ? line.substring(1) : line)
            // Empty stands for none, and there is no goal that would want these.
            .filter(line -> !line.matches("(command|url|metric|path|timeout) = .*"))
            .collect(Collectors.joining("\n"));

    assertEquals(values(""), values(spoken));
    assertTrue(spoken.contains("\nmode = \"advise\"\n"));
  }
}
