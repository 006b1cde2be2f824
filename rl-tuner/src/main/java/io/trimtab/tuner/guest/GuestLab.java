package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Boots guests. What they are made of is built when it is first needed, and kept.
 *
 * <p>A guest can be talked to ({@link #start}) or be given all commands before it boots ({@link
 * #batch}). Only the second repeats bit for bit: a command that comes over a line comes at some
 * instant of the host's.
 */
public final class GuestLab {
  private static final Duration BOOT = Duration.ofMinutes(5);
  private static final long DISK_BYTES = 1L << 30;

  private final GuestCache cache;
  private final HostPrograms programs;
  private final KernelStore kernels;
  private final RootImage root;

  public GuestLab(GuestCache cache, HostPrograms programs, GuestProgress progress) {
    this.cache = cache;
    this.programs = programs;
    this.kernels = new KernelStore(cache, programs, progress);
    this.root = new RootImage(cache, programs, progress);
  }

  /**
   * The lab of the user that this process belongs to.
   *
   * @param environment the process's environment variables
   * @param home the user's home directory
   * @throws TunerException with what has to be installed, if anything is missing
   */
  public static GuestLab of(Map<String, String> environment, Path home, GuestProgress progress) {
    HostPrograms programs = new HostPrograms(environment.getOrDefault("PATH", ""));
    programs.require();
    return new GuestLab(GuestCache.of(environment, home), programs, progress);
  }

  public KernelStore kernels() {
    return kernels;
  }

  public RootImage root() {
    return root;
  }

  /**
   * Boots a guest and waits until it takes commands.
   *
   * @throws TunerException if it does not boot
   */
  public Guest start(GuestSpec spec) throws InterruptedException {
    return boot(spec, Optional.empty());
  }

  /**
   * Boots a guest, runs commands one after the other, and switches it off. In a quiet guest the
   * same commands on the same kernel with the same seed have the same results, to the last bit of
   * what is printed and of how long it took.
   *
   * @return each command's result
   * @throws TunerException if it does not boot, or crashes on the way
   */
  public List<RunResult> batch(GuestSpec spec, List<GuestCommand> commands)
      throws InterruptedException {
    ByteArrayOutputStream job = new ByteArrayOutputStream();
    for (int i = 0; i < commands.size(); i++) {
      job.writeBytes(GuestProtocol.run(i, commands.get(i)));
    }
    List<RunResult> results = new ArrayList<>();
    try (Guest guest = boot(spec, Optional.of(job.toByteArray()))) {
      for (int i = 0; i < commands.size(); i++) {
        results.add(guest.await(i, commands.get(i)));
      }
    }
    return results;
  }

  private Guest boot(GuestSpec spec, Optional<byte[]> job) throws InterruptedException {
    Path image = root.get();
    RunDirectory run = cache.newRun();
    Guest guest = new Guest(spec, launchOrClose(spec, job, image, run), run);
    try {
      guest.awaitReady(BOOT);
      return guest;
    } catch (RuntimeException | InterruptedException e) {
      guest.close();
      throw e;
    }
  }

  private QemuProcess launchOrClose(
      GuestSpec spec, Optional<byte[]> job, Path image, RunDirectory run)
      throws InterruptedException {
    try {
      return launch(spec, job, image, run.path());
    } catch (RuntimeException | InterruptedException e) {
      run.close();
      throw e;
    } catch (IOException e) {
      run.close();
      throw new TunerException("cannot prepare a guest: " + Trees.reason(e), e);
    }
  }

  private QemuProcess launch(GuestSpec spec, Optional<byte[]> job, Path image, Path run)
      throws IOException, InterruptedException {
    Path initramfs = run.resolve("initramfs");
    Files.write(initramfs, new Initramfs(programs).make(spec, job, run));
    Optional<Path> app = Optional.empty();
    if (spec.app().isPresent()) {
      app = Optional.of(run.resolve("app.ext4"));
      new Ext4Image(programs).make(spec.app().get(), "app", app.get());
    }
    Optional<Path> disk = Optional.empty();
    if (spec.mode() == GuestMode.SMP) {
      disk = Optional.of(run.resolve("disk"));
      try (RandomAccessFile file = new RandomAccessFile(disk.get().toFile(), "rw")) {
        file.setLength(DISK_BYTES);
      }
    }
    QemuCommand command =
        new QemuCommand(spec, initramfs, image, app, disk, run.resolve("console"));
    return QemuProcess.start(programs, command.arguments(), run.resolve("errors"));
  }
}
