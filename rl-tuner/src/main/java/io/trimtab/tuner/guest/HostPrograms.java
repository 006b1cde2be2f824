package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.RunResult;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The programs of the host that a guest is put together with. */
public final class HostPrograms {
  /** Programs, and the Debian packages that they are from. */
  private static final Map<String, String> PACKAGES = packages();

  private static final List<Path> ALWAYS = List.of(Path.of("/usr/sbin"), Path.of("/sbin"));

  private final List<Path> directories;
  private final CommandRunner runner = new CommandRunner();

  /**
   * @param path where programs are looked for, as in the variable {@code PATH}; the directories
   *     that Debian leaves out for ordinary users are added
   */
  public HostPrograms(String path) {
    this(path, ALWAYS);
  }

  HostPrograms(String path, List<Path> always) {
    Set<Path> all = new LinkedHashSet<>();
    Arrays.stream(path.split(File.pathSeparator))
        .filter(name -> !name.isEmpty())
        .forEach(name -> all.add(Path.of(name)));
    all.addAll(always);
    this.directories = List.copyOf(all);
  }

  private static Map<String, String> packages() {
    Map<String, String> packages = new LinkedHashMap<>();
    packages.put("qemu-system-x86_64", "qemu-system-x86");
    packages.put("busybox", "busybox-static");
    packages.put("mke2fs", "e2fsprogs");
    packages.put("setpriv", "util-linux");
    packages.put("apt-get", "apt");
    packages.put("apt-cache", "apt");
    packages.put("dpkg", "dpkg");
    packages.put("tar", "tar");
    packages.put("sh", "dash");
    packages.put("env", "coreutils");
    packages.put("cp", "coreutils");
    packages.put("du", "coreutils");
    return packages;
  }

  /**
   * Makes sure that all are there.
   *
   * @throws TunerException with one line that names the packages that are missing
   */
  public void require() {
    if (!System.getProperty("os.arch").equals("amd64")) {
      throw TunerException.unavailable("guests need an x86-64 host with Debian's packages");
    }
    List<String> missing = new ArrayList<>();
    PACKAGES.forEach(
        (program, from) -> {
          if (find(program).isEmpty() && !missing.contains(from)) {
            missing.add(from);
          }
        });
    if (!missing.isEmpty()) {
      throw TunerException.unavailable(
          "guests need %1$s; install with: sudo apt-get install -y --no-install-recommends %1$s"
              .formatted(String.join(" ", missing)));
    }
  }

  /** Where a program is. */
  Path get(String program) {
    return find(program)
        .orElseThrow(
            () ->
                TunerException.unavailable(
                    program + " is missing: install " + PACKAGES.getOrDefault(program, program)));
  }

  private Optional<Path> find(String program) {
    return directories.stream()
        .map(directory -> directory.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a program to its end.
   *
   * @return what it printed
   * @throws TunerException if it fails, or takes longer than the limit
   */
  String run(Duration limit, String program, List<String> arguments) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(get(program).toString()));
    words.addAll(arguments);
    RunResult result = runner.run(Command.of(words), limit);
    if (!result.succeeded()) {
      throw new TunerException(program + " " + result.failure());
    }
    return result.stdout();
  }
}
