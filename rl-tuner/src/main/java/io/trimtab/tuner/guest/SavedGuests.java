package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Boots quiet guests once and keeps them as they are then. The guest itself says when, by a write
 * to a device that stops it at that instruction, so that two that are booted alike are saved alike.
 */
final class SavedGuests {
  /** Each needs a copy of the system's image, and the memory that the guest has touched. */
  static final long BYTES = 2L << 30;

  /** A memory device cannot be smaller. */
  static final long JOBS_BYTES = 128L << 20;

  private static final String KIND = "saved";
  private static final String IDENTITY = "identity";
  private static final Duration BOOT = Duration.ofMinutes(5);
  private static final Duration SAVE = Duration.ofMinutes(2);
  private static final Duration QUERY = Duration.ofMinutes(1);

  /** Programs that are run before, so that they and their libraries are in the page cache. */
  private static final List<List<String>> WARM_UP =
      List.of(
          List.of("chrt", "--other", "0", "hackbench", "-g", "1", "-l", "1"),
          List.of("cyclictest", "--quiet", "--threads=1", "--interval=1000", "--loops=1"),
          List.of("sysbench", "--version"),
          List.of("stress-ng", "--version"),
          List.of("perf", "--version"),
          List.of("make", "--version"),
          List.of("tcc", "-v"),
          List.of("sqlite3", "--version"));

  private final GuestCache cache;
  private final HostPrograms programs;
  private final RootImage root;
  private final GuestProgress progress;

  SavedGuests(GuestCache cache, HostPrograms programs, RootImage root, GuestProgress progress) {
    this.cache = cache;
    this.programs = programs;
    this.root = root;
    this.progress = progress;
  }

  /**
   * A saved guest; booted and saved if it is not in the cache, which takes some ten seconds once
   * kernel and image are there.
   *
   * @throws TunerException if it does not boot, or there is no room for it
   */
  SavedGuest get(GuestKernel kernel) throws InterruptedException {
    Path image = root.get();
    byte[] initramfs = initramfs(kernel);
    String machine = digest(kernel, initramfs);
    Path place =
        cache.get(
            KIND + "/" + kernel.release() + "-" + machine,
            empty -> build(new SavedGuest(kernel, empty, machine), initramfs, image));
    return new SavedGuest(kernel, place, identity(place));
  }

  /** What was saved, as it was digested then. */
  private static String identity(Path place) {
    try {
      return Files.readString(place.resolve(IDENTITY)).strip();
    } catch (IOException e) {
      throw new TunerException("cannot read " + place.resolve(IDENTITY), e);
    }
  }

  private byte[] initramfs(GuestKernel kernel) throws InterruptedException {
    List<GuestRequest> job = new ArrayList<>();
    for (List<String> words : WARM_UP) {
      job.add(new GuestRequest.Run(new GuestCommand(words, Duration.ofSeconds(20)), false));
    }
    job.add(new GuestRequest.Pause());
    byte[] requests = GuestProtocol.job(job);
    try (RunDirectory run = cache.newRun()) {
      return new Initramfs(programs)
          .make(GuestSpec.quiet(kernel, 0), Optional.of(requests), run.path());
    }
  }

  private String digest(GuestKernel kernel, byte[] initramfs) throws InterruptedException {
    SavedGuest anywhere = new SavedGuest(kernel, Path.of("/"), "");
    List<String> parts = new ArrayList<>();
    parts.add(programs.run(QUERY, "qemu-system-x86_64", List.of("--version")));
    parts.add(root.identity());
    parts.add(IDENTITY);
    anywhere.saving().arguments().stream()
        .filter(word -> !word.equals(kernel.image().toString()))
        .forEach(parts::add);
    MessageDigest digest = sha256();
    digest.update(initramfs);
    digest.update(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private void build(SavedGuest guest, byte[] initramfs, Path image)
      throws IOException, InterruptedException {
    cache.requireSpace(BYTES);
    progress.step("booting " + guest.kernel().release() + " to save it");
    Files.write(guest.initramfs(), initramfs);
    programs.run(SAVE, "cp", List.of("--sparse=always", image.toString(), guest.root().toString()));
    sparse(guest.memory(), (long) guest.spec().memoryMib() << 20);
    StateCommand command = guest.saving();
    sparse(command.jobs(), JOBS_BYTES);
    Path errors = guest.directory().resolve("errors");
    Process process = QemuLauncher.start(programs, command.arguments(), errors);
    try (QemuMonitor monitor = new QemuMonitor(process)) {
      monitor.begin();
      monitor.goOn();
      await(monitor, "GUEST_PANICKED", BOOT, guest);
      monitor.save(guest.state());
      await(monitor, "MIGRATION completed", SAVE, guest);
      monitor.quit();
      process.waitFor();
    }
    Files.writeString(
        guest.directory().resolve(IDENTITY), guest.machine() + "-" + digest(guest) + "\n");
  }

  /** What jobs go on from: the memory, the devices, and the system's image as the boot left it. */
  private static String digest(SavedGuest guest) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 20];
    for (Path file : List.of(guest.memory(), guest.state(), guest.root())) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          digest.update(buffer, 0, length);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static void await(QemuMonitor monitor, String event, Duration limit, SavedGuest guest)
      throws InterruptedException {
    Optional<String> seen = monitor.await(Set.of(event, "MIGRATION failed"), limit);
    if (seen.filter(event::equals).isEmpty()) {
      String said =
          monitor.complaint()
              + LastWords.of(guest.directory().resolve("errors"))
              + LastWords.of(guest.directory().resolve("console"));
      throw new TunerException(
          "guest "
              + guest.kernel().release()
              + " could not be saved: "
              + seen.map(what -> "QEMU says " + what)
                  .orElse("nothing in " + limit.toSeconds() + " s")
              + said);
    }
  }

  /** A file of a length that takes no room yet. */
  static void sparse(Path path, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  /** The saved guests' directories, by name. */
  List<String> names() {
    return cache.names(KIND).sorted(ReleaseOrder.OLD_TO_NEW).toList();
  }
}
