package io.trimtab.tuner.run;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program of Trimtab's own, to be run in a Java machine of its own that is small and starts fast.
 */
public final class JavaProgram {
  private JavaProgram() {}

  /**
   * Its command line.
   *
   * @param main the class to run
   * @param needed a class of each other module or library that it needs
   */
  public static List<String> words(Class<?> main, List<Class<?>> needed, List<String> arguments) {
    String classPath =
        Stream.concat(Stream.of(main), needed.stream())
            .map(JavaProgram::classPath)
            .distinct()
            .collect(Collectors.joining(":"));
    List<String> words =
        new ArrayList<>(
            List.of(
                java(),
                "-Xmx48m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main.getName()));
    words.addAll(arguments);
    return words;
  }

  /** The Java machine that runs this program. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Where a class was loaded from: a directory, or a jar. */
  public static String classPath(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
