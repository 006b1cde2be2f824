package io.trimtab.daemon.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A machine with systemd as its first process, and a disk that outlives it: {@link #cutPower} ends
 * it as a power cut would, and {@link #boot} starts it again with what had reached the disk.
 *
 * <p>Both CPUs are emulated by one thread: a Java that patches its own code while another CPU runs
 * it is what emulators get wrong.
 */
final class SystemGuest implements AutoCloseable {
  private static final Duration BOOT = Duration.ofMinutes(4);
  private static final String KERNEL_ARGUMENTS =
      "console=ttyS0 quiet loglevel=4 panic=-1 no_timer_check psi=1 mitigations=off"
          + " systemd.show_status=0";

  private final SystemImage image;
  private final Path disk;
  private final Path console;
  private final int memoryMib;
  private final List<Path> extraDisks;
  private @Nullable Process qemu;
  private BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private int requests;

  /** What a script came to: its exit status, and all that it printed. */
  record Result(int status, String output) {
    /** What it printed, if it ended well. */
    String orFail() {
      if (status != 0) {
        throw new AssertionError("exit status " + status + ": " + output);
      }
      return output.strip();
    }
  }

  private SystemGuest(SystemImage image, Path directory, int memoryMib, List<Path> extraDisks) {
    this.image = image;
    this.disk = directory.resolve("disk");
    this.console = directory.resolve("console");
    this.memoryMib = memoryMib;
    this.extraDisks = List.copyOf(extraDisks);
  }

  /**
   * Boots a machine with a disk of its own.
   *
   * @param directory where its disk and what its kernel says are kept
   * @param extraDisks files that it sees as /dev/vdb and so on, which it cannot write to
   */
  static SystemGuest start(SystemImage image, Path directory, int memoryMib, List<Path> extraDisks)
      throws IOException, InterruptedException {
    SystemGuest guest = new SystemGuest(image, directory, memoryMib, extraDisks);
    run("cp", "--sparse=always", image.disk().toString(), guest.disk.toString());
    guest.boot();
    return guest;
  }

  /** Boots it, and waits until it carries out scripts. */
  void boot() throws IOException, InterruptedException {
    if (qemu != null) {
      throw new IllegalStateException("it runs already");
    }
    lines = new LinkedBlockingQueue<>();
    Process process =
        new ProcessBuilder(arguments())
            .redirectError(console.resolveSibling("errors").toFile())
            .start();
    qemu = process;
    BlockingQueue<String> mine = lines;
    Thread reader = new Thread(() -> read(process, mine), "guest line");
    reader.setDaemon(true);
    reader.start();
    String hello = lines.poll(BOOT.toSeconds(), TimeUnit.SECONDS);
    if (hello == null || !hello.endsWith("ready")) {
      throw new IOException("the guest does not boot: " + hello + "\n" + lastWords());
    }
  }

  private List<String> arguments() {
    List<String> words = new ArrayList<>();
    // What runs inside goes by the clock outside: other work of this machine has to wait for it.
    words.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--", "nice", "-n", "-10"));
    words.add("qemu-system-x86_64");
    words.addAll(List.of("-nodefaults", "-no-reboot", "-display", "none", "-machine", "pc"));
    words.addAll(List.of("-accel", "tcg,thread=single", "-cpu", "qemu64,+rdrand", "-smp", "2"));
    words.addAll(List.of("-m", Integer.toString(memoryMib)));
    words.addAll(List.of("-kernel", image.kernel().image().toString()));
    words.addAll(List.of("-initrd", image.initramfs().toString(), "-append", KERNEL_ARGUMENTS));
    words.addAll(List.of("-chardev", "file,id=console,path=" + console + ",append=on"));
    words.addAll(List.of("-serial", "chardev:console"));
    words.addAll(List.of("-chardev", "stdio,id=line,signal=off", "-serial", "chardev:line"));
    words.addAll(List.of("-drive", "if=virtio,format=raw,cache=writeback,file=" + disk));
    for (Path extra : extraDisks) {
      words.addAll(List.of("-drive", "if=virtio,format=raw,readonly=on,file=" + extra));
    }
    return words;
  }

  private static void read(Process process, BlockingQueue<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // It was killed: whoever waits finds that it is gone.
    }
  }

  /** Runs a script as root, for a minute at most. */
  Result run(String script) throws IOException, InterruptedException {
    return run(script, Duration.ofMinutes(1));
  }

  /**
   * Runs a script as root.
   *
   * @param limit it is killed after this time, by the guest's clock
   */
  Result run(String script, Duration limit) throws IOException, InterruptedException {
    Process process = Optional.ofNullable(qemu).orElseThrow();
    String id = Integer.toString(++requests);
    String text =
        Base64.getEncoder().encodeToString((script + "\n").getBytes(StandardCharsets.UTF_8));
    OutputStream out = process.getOutputStream();
    out.write(
        (id + " " + limit.toSeconds() + " " + text + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    long deadline = System.nanoTime() + limit.multipliedBy(2).plusMinutes(1).toNanos();
    while (System.nanoTime() < deadline) {
      String line = lines.poll(1, TimeUnit.SECONDS);
      if (line == null && !process.isAlive()) {
        throw new IOException("the guest is gone\n" + lastWords());
      }
      if (line != null && line.startsWith(id + " ")) {
        String[] words = line.split(" ", 3);
        String output = words.length > 2 ? words[2] : "";
        return new Result(
            Integer.parseInt(words[1]),
            new String(Base64.getDecoder().decode(output), StandardCharsets.UTF_8));
      }
    }
    throw new IOException("the guest does not answer\n" + lastWords());
  }

  /** Ends the machine at once, whatever it is doing; its disk stays as it is. */
  void cutPower() {
    Process process = Optional.ofNullable(qemu).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    qemu = null;
  }

  private String lastWords() {
    try {
      String all = Files.readString(console, StandardCharsets.ISO_8859_1);
      return all.substring(Math.max(0, all.length() - 2000));
    } catch (IOException e) {
      return "";
    }
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + " ended with " + process.exitValue());
    }
  }

  @Override
  public void close() {
    if (qemu != null) {
      cutPower();
    }
  }
}
