package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.FuzzException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The programs of this machine that testbeds are built with. */
final class HostTools {
  /** Programs, and the Debian packages that they are from. */
  static final Map<String, String> BUILD =
      Map.ofEntries(
          Map.entry("apt-cache", "apt"),
          Map.entry("apt-get", "apt"),
          Map.entry("bc", "bc"),
          Map.entry("bison", "bison"),
          Map.entry("dpkg-deb", "dpkg"),
          Map.entry("flex", "flex"),
          Map.entry("gcc", "gcc"),
          Map.entry("ld", "binutils"),
          Map.entry("make", "make"),
          Map.entry("nice", "coreutils"),
          Map.entry("patch", "patch"),
          Map.entry("sh", "dash"),
          Map.entry("tar", "tar"),
          Map.entry("xz", "xz-utils"));

  private static final int LAST_LINES = 12;

  private final List<Path> directories;

  /**
   * @param path where programs are looked for, as in the variable {@code PATH}; the directories
   *     that Debian leaves out for ordinary users are added
   */
  HostTools(String path) {
    Set<Path> all = new LinkedHashSet<>();
    Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
        .filter(name -> !name.isEmpty())
        .forEach(name -> all.add(Path.of(name)));
    this.directories = List.copyOf(all);
  }

  Optional<Path> find(String program) {
    return directories.stream()
        .map(directory -> directory.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Makes sure that programs are there.
   *
   * @param programs with the packages that they are from
   * @param also packages that lack something else
   * @throws FuzzException with one line that names the packages that are missing
   */
  void require(String what, Map<String, String> programs, Collection<String> also) {
    Set<String> missing = new LinkedHashSet<>(also);
    programs.forEach(
        (program, from) -> {
          if (find(program).isEmpty()) {
            missing.add(from);
          }
        });
    if (!missing.isEmpty()) {
      throw FuzzException.unavailable(
          "%s needs %2$s; install with: sudo apt-get install -y --no-install-recommends %2$s"
              .formatted(what, String.join(" ", missing.stream().sorted().toList())));
    }
  }

  /**
   * Runs a program to its end.
   *
   * @param directory where it runs
   * @param log where what it prints is added to
   * @param lines is given each line that it prints, errors as well
   * @throws FuzzException if it fails, with the last lines
   */
  void run(Path directory, Path log, Consumer<String> lines, String... words)
      throws InterruptedException {
    Deque<String> last = new ArrayDeque<>();
    int status;
    try (Writer all =
        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      status =
          run(
              directory,
              line -> {
                last.addLast(line);
                if (last.size() > LAST_LINES) {
                  last.removeFirst();
                }
                all.write(line + "\n");
                lines.accept(line);
              },
              words);
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.UNAVAILABLE, "cannot run " + words[0] + ": " + Trees.reason(e), e);
    }
    if (status != 0) {
      throw FuzzException.failed(
          BuildFailure.message(String.join(" ", words), status, last, log.toString()));
    }
  }

  /** Takes lines. */
  private interface LineConsumer {
    void accept(String line) throws IOException;
  }

  private static int run(Path directory, LineConsumer lines, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().put("LC_ALL", "C"); // What apt and gcc say is read.
    Process process = builder.start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.accept(line);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  /**
   * What a program prints, errors as well.
   *
   * @throws FuzzException if it fails
   */
  String output(String... words) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    try {
      if (run(Path.of("/"), lines::add, words) != 0) {
        throw FuzzException.failed(words[0] + " failed: " + String.join(" / ", lines));
      }
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.UNAVAILABLE, "cannot run " + words[0] + ": " + Trees.reason(e), e);
    }
    return String.join("\n", lines);
  }
}
