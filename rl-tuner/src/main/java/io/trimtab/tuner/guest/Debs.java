package io.trimtab.tuner.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Downloads packages with everything that they depend on, as apt would for a host that has nothing
 * installed, and extracts them. No script of theirs is run: that is why it needs no root.
 */
final class Debs {
  private static final Duration DOWNLOAD = Duration.ofMinutes(15);
  private static final Duration EXTRACT = Duration.ofMinutes(10);

  /**
   * A fixed script. Some packages have /bin as a directory, where the system has a link to /usr/bin
   * by now: the link has to stay, which dpkg -x does not see to.
   */
  private static final String EXTRACT_ALL =
      """
      root=$1 exclude=$2
      shift 2
      for deb; do
        dpkg-deb --fsys-tarfile "$deb" |
          tar -x --keep-directory-symlink --exclude-from="$exclude" -C "$root" || exit 1
      done
      """;

  private final HostPrograms programs;

  Debs(HostPrograms programs) {
    this.programs = programs;
  }

  /**
   * Downloads packages.
   *
   * @param work an empty directory
   * @return the packages' files, by name
   */
  List<Path> download(List<String> packages, Path work) throws IOException, InterruptedException {
    Path archives = Files.createDirectories(work.resolve("archives"));
    Files.createDirectory(archives.resolve("partial"));
    Path nothingInstalled = Files.createFile(work.resolve("status"));
    List<String> words = new ArrayList<>(List.of("-qq", "-y", "--download-only"));
    for (String option :
        List.of(
            "Dir::State::status=" + nothingInstalled,
            "Dir::State::extended_states=" + work.resolve("extended"),
            "Dir::Cache::archives=" + archives,
            "Dir::Cache::pkgcache=",
            "Dir::Cache::srcpkgcache=",
            "APT::Install-Recommends=false",
            "APT::Sandbox::User=root",
            "Debug::NoLocking=true")) {
      words.add("-o");
      words.add(option);
    }
    words.add("install");
    words.addAll(packages);
    programs.run(DOWNLOAD, "apt-get", words);
    try (Stream<Path> files = Files.list(archives)) {
      return files.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
    }
  }

  /**
   * Extracts packages.
   *
   * @param leftOut directories that are not extracted, below the root
   * @param work a directory for what is needed on the way
   */
  void extract(List<Path> debs, Path root, List<String> leftOut, Path work)
      throws IOException, InterruptedException {
    Path exclude = work.resolve("exclude");
    Files.write(exclude, leftOut.stream().map(directory -> "./" + directory).toList());
    List<String> words = new ArrayList<>(List.of("-c", EXTRACT_ALL, "extract"));
    words.addAll(List.of(root.toString(), exclude.toString()));
    debs.forEach(deb -> words.add(deb.toString()));
    programs.run(EXTRACT, "sh", words);
  }
}
