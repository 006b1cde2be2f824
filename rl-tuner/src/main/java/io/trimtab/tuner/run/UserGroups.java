package io.trimtab.tuner.run;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Users as /etc/passwd knows them. */
public final class UserGroups {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final int NAME = 0;
  private static final int GROUP = 3;

  private UserGroups() {}

  /**
   * A user's primary group.
   *
   * @throws TunerException when there is no such user
   */
  public static String primaryGroup(String user) {
    try (var lines = Files.lines(PASSWD, StandardCharsets.UTF_8)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > GROUP && fields[NAME].equals(user))
          .map(fields -> fields[GROUP])
          .findFirst()
          .orElseThrow(() -> TunerException.invalid("--user " + user + ": no such user here"));
    } catch (IOException e) {
      throw new TunerException(PASSWD + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
