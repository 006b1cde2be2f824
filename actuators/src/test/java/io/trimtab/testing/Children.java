package io.trimtab.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java processes that tests start, and kill. */
public final class Children {
  private static final String SQLITE = "libsqlitejdbc.so";

  private Children() {}

  /** Starts a main class with this process's class path; its errors go where ours go. */
  public static Process start(Class<?> main, String... arguments) throws IOException {
    return start(List.of(), main, arguments);
  }

  /** The same with further options for Java. */
  public static Process start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * Unpacks SQLite's native library once. Every process would do it by itself, and one that is
   * killed leaves its copy in the directory for temporary files.
   *
   * @return the options that make a child use it; none where this machine's is not in the jar
   */
  public static List<String> unpackSqlite(Path directory) throws IOException {
    String arch = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    String resource = "/org/sqlite/native/Linux/" + arch + "/" + SQLITE;
    try (InputStream in = org.sqlite.JDBC.class.getResourceAsStream(resource)) {
      if (in == null) {
        return List.of();
      }
      Files.copy(in, directory.resolve(SQLITE));
      return List.of("-Dorg.sqlite.lib.path=" + directory, "-Dorg.sqlite.lib.name=" + SQLITE);
    }
  }
}
