package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import io.trimtab.tuner.run.RunResult;
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
  private final SavedGuests saved;
  private final ResumedGuests resumed;

  public GuestLab(GuestCache cache, HostPrograms programs, GuestProgress progress) {
    this.cache = cache;
    this.programs = programs;
    this.kernels = new KernelStore(cache, programs, progress);
    this.root = new RootImage(cache, programs, progress);
    this.saved = new SavedGuests(cache, programs, root, progress);
    this.resumed = new ResumedGuests(cache, programs);
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

  /** Where guests are kept. */
  public GuestCache cache() {
    return cache;
  }

  public KernelStore kernels() {
    return kernels;
  }

  /** What guests there are, and could be. */
  public GuestInventory inventory() {
    return new GuestInventory(cache, programs, kernels);
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
    List<GuestRequest> requests = new ArrayList<>();
    commands.forEach(command -> requests.add(new GuestRequest.Run(command, false)));
    return carryOut(spec, requests).stream().map(GuestReply::result).toList();
  }

  /**
   * Boots a guest, has requests carried out one after the other, and switches it off. In a quiet
   * guest the same requests have the same replies, bit for bit.
   *
   * @param requests runs and writes
   * @return a reply to each
   * @throws TunerException if it does not boot, or crashes on the way
   */
  public List<GuestReply> carryOut(GuestSpec spec, List<? extends GuestRequest> requests)
      throws InterruptedException {
    byte[] job = GuestProtocol.job(requests);
    List<GuestReply> replies = new ArrayList<>();
    try (Guest guest = boot(spec, Optional.of(job))) {
      for (int i = 0; i < requests.size(); i++) {
        replies.add(guest.await(i, requests.get(i)));
      }
    }
    return replies;
  }

  /**
   * A quiet guest of a kernel that has booted, from which jobs go on; saved if none is.
   *
   * @throws TunerException if it does not boot, or there is no room for it
   */
  public SavedGuest saved(GuestKernel kernel) throws InterruptedException {
    return saved.get(kernel);
  }

  /**
   * Has a job carried out by a guest that goes on from a saved one. What comes of it depends on the
   * saved guest, the seed and the requests alone, bit for bit.
   *
   * @param seed of the guest's random numbers, from 0 on
   * @param requests anything but a pause
   * @param limit how long it may take by the guest's clock
   * @throws TunerException if no guest can be had; never for what the requests do to it
   */
  public JobOutcome carryOut(
      SavedGuest guest, long seed, List<? extends GuestRequest> requests, Duration limit)
      throws InterruptedException {
    return resumed.run(guest, seed, requests, limit);
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

  /**
   * Boots a guest with a shell on this process's own input and output, and waits until it is off.
   *
   * @throws TunerException if it does not come to a regular end
   */
  public void shell(GuestSpec spec) throws InterruptedException {
    Path image = root.get();
    try (RunDirectory run = cache.newRun()) {
      byte[] initramfs = new Initramfs(programs).makeInteractive(spec, run.path());
      QemuCommand command = command(spec, initramfs, image, run.path());
      Process process = QemuLauncher.startOnTerminal(programs, command.arguments());
      try {
        if (process.waitFor() != 0) {
          throw new TunerException(
              "the guest ended with " + process.exitValue() + LastWords.of(command.console()));
        }
      } finally {
        process.destroyForcibly();
        process.onExit().join();
      }
    } catch (IOException e) {
      throw new TunerException("cannot prepare a guest: " + Trees.reason(e), e);
    }
  }

  private QemuProcess launch(GuestSpec spec, Optional<byte[]> job, Path image, Path run)
      throws IOException, InterruptedException {
    byte[] initramfs = new Initramfs(programs).make(spec, job, run);
    QemuCommand command = command(spec, initramfs, image, run);
    return QemuProcess.start(programs, command.arguments(), run.resolve("errors"));
  }

  private QemuCommand command(GuestSpec spec, byte[] archive, Path image, Path run)
      throws IOException, InterruptedException {
    Path initramfs = run.resolve("initramfs");
    Files.write(initramfs, archive);
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
    return new QemuCommand(spec, initramfs, image, app, disk, run.resolve("console"));
  }
}
