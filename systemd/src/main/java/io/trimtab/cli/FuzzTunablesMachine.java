package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.tunable.Health;
import io.trimtab.fuzz.tunable.Knob;
import io.trimtab.fuzz.tunable.Setting;
import io.trimtab.fuzz.tunable.TunableMachine;
import io.trimtab.tuner.files.Trees;
import io.trimtab.tuner.guest.GuestCommand;
import io.trimtab.tuner.guest.GuestLab;
import io.trimtab.tuner.guest.GuestReply;
import io.trimtab.tuner.guest.GuestRequest;
import io.trimtab.tuner.guest.GuestRequest.FileText;
import io.trimtab.tuner.guest.JobOutcome;
import io.trimtab.tuner.guest.SavedGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Quiet guests whose tunables are fuzzed. Each trial goes on from the saved guest, and does three
 * things that tell how a machine is: tasks that wake each other, an ordinary task beside a
 * real-time one that never sleeps, and a quarter of the memory written to.
 */
final class FuzzTunablesMachine implements TunableMachine {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);
  private static final long MICROS = 7919;
  private static final int LADDER = 2;

  /**
   * What no range has: what is none, all bits, and the largest that the kernel's own integers hold.
   */
  private static final List<Long> ODD = List.of(-1L, 0L, (long) Integer.MAX_VALUE);

  private static final String READ =
      "grep -rsH '' --exclude=debug /proc/meminfo /proc/sys/vm /proc/sys/kernel/sched_*"
          + " /sys/kernel/debug/sched";

  private static final GuestCommand WAKING =
      GuestCommand.of("hackbench", "-g", "1", "-l", "20").within(Duration.ofSeconds(20));

  /**
   * Prints the nanoseconds until an ordinary task, that sleeps for a fifth of a second, has run
   * beside a real-time one, which takes 2.6 s. By default the kernel leaves it a twentieth of each
   * second: at worst, real-time work takes the rest of one second and all but that of the next.
   */
  private static final GuestCommand BESIDE_REAL_TIME =
      GuestCommand.of(
              "sh",
              "-c",
              "a=$(date +%s%N); chrt -f 2 timeout 2.6 chrt -f 1 sh -c 'while :; do :; done' &"
                  + " sleep 0.2; /bin/true; b=$(date +%s%N); echo $((b - a)); wait")
          .within(Duration.ofSeconds(15));

  private static final long STARVED_NANOS = 2_400_000_000L;

  private final GuestLab lab;
  private final SavedGuest guest;
  private final Map<String, Tunable> tunables = new LinkedHashMap<>();
  private final List<Knob> knobs = new ArrayList<>();
  private final long memoryKb;

  private FuzzTunablesMachine(
      GuestLab lab, SavedGuest guest, Catalogue catalogue, long memoryKb, String globs) {
    this.lab = lab;
    this.guest = guest;
    this.memoryKb = memoryKb;
    for (Tunable tunable : catalogue.matching(globs)) {
      if (tunable.isAvailable()
          && tunable.type() instanceof NumberType type
          && tunable.probed().orElse(null) instanceof Value.Number initial) {
        tunables.put(tunable.name(), tunable);
        knobs.add(
            new Knob(
                tunable.name(),
                initial.value(),
                type.unit().equals("KiB"),
                values(type, initial.value())));
      }
    }
    if (knobs.isEmpty()) {
      throw FuzzException.invalid("--tunables " + globs + " matches none that the guest has");
    }
  }

  /**
   * Guests of a kernel.
   *
   * @param globs which tunables are turned
   */
  static FuzzTunablesMachine open(GuestLab lab, String kernel, String globs)
      throws InterruptedException {
    SavedGuest guest = lab.saved(lab.kernels().get(kernel));
    GuestCommand read = new GuestCommand(List.of("sh", "-c", READ), READ_LIMIT);
    JobOutcome outcome =
        lab.carryOut(guest, 0, List.of(new GuestRequest.Run(read, false)), READ_LIMIT);
    if (outcome.replies().isEmpty()) {
      throw FuzzException.failed("the guest does not tell its tunables: " + outcome.failure());
    }
    String told = outcome.replies().get(0).result().stdout();
    return new FuzzTunablesMachine(lab, guest, catalogue(told), memoryKb(told), globs);
  }

  private static long memoryKb(String told) {
    return told.lines()
        .filter(line -> line.startsWith("/proc/meminfo:MemTotal:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> FuzzException.failed("the guest does not tell how much memory it has"));
  }

  private static Catalogue catalogue(String told) {
    try {
      Path tree = Files.createTempDirectory("trimtab-guest");
      try {
        for (String line : told.split("\n")) {
          int colon = line.indexOf(':');
          if (line.startsWith("/") && colon > 0 && !line.substring(0, colon).contains("..")) {
            Path file = tree.resolve(line.substring(1, colon));
            Files.createDirectories(file.getParent());
            Files.writeString(
                file,
                line.substring(colon + 1) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
          }
        }
        return Catalogue.probe(new RootedFiles(tree));
      } finally {
        Trees.delete(tree);
      }
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, "cannot keep the guest's tunables: " + e.getMessage(), e);
    }
  }

  private static List<Long> values(NumberType type, long initial) {
    Set<Long> values = new LinkedHashSet<>(ODD);
    values.addAll(List.of(type.min(), type.max()));
    for (Value special : type.specialValues()) {
      if (special instanceof Value.Number number) {
        values.add(number.value());
      }
    }
    double low = Math.max(1, type.min());
    double times = Math.max(low, (double) type.max()) / low;
    for (int step = 1; step <= LADDER; step++) {
      values.add(Math.round(low * Math.pow(times, step / (LADDER + 1.0))));
    }
    if (initial > 0) {
      values.addAll(List.of(initial / 4, initial * 4, initial + initial / 20));
    }
    values.remove(initial);
    return List.copyOf(values);
  }

  @Override
  public String name() {
    return "guest:" + guest.kernel().release();
  }

  @Override
  public long memoryKb() {
    return memoryKb;
  }

  @Override
  public List<Knob> knobs() {
    return knobs;
  }

  @Override
  public Health run(Setting setting, long draw) throws InterruptedException {
    List<FileText> texts = new ArrayList<>();
    boolean isUsual = true;
    for (Map.Entry<String, Long> each : setting.values().entrySet()) {
      Tunable tunable = Objects.requireNonNull(tunables.get(each.getKey()), each.getKey());
      texts.add(new FileText(tunable.file(), Long.toString(each.getValue())));
      isUsual &= isUsual(tunable, each.getValue());
    }
    List<GuestRequest> requests = new ArrayList<>();
    requests.add(new GuestRequest.Deadline(LIMIT));
    requests.add(new GuestRequest.Seed(draw));
    requests.add(new GuestRequest.Write(texts));
    if (!isUsual) {
      // Outside of its range a value may well be refused, and the work would only cost time.
      JobOutcome written = lab.carryOut(guest, draw, requests, LIMIT);
      if (!written.replies().isEmpty() && !written.replies().get(0).result().succeeded()) {
        return refused(written);
      }
    }
    JobOutcome outcome = work(requests, draw);
    if (!outcome.replies().isEmpty() && !outcome.replies().get(0).result().succeeded()) {
      return refused(outcome);
    }
    return health(outcome);
  }

  private static Health refused(JobOutcome outcome) {
    return new Health(Health.State.REFUSED, 0, outcome.replies().get(0).result().failure());
  }

  private JobOutcome work(List<GuestRequest> requests, long draw) throws InterruptedException {
    requests.add(new GuestRequest.Settle(SETTLE, Duration.ofNanos(1000 * (draw * MICROS))));
    requests.add(new GuestRequest.Run(WAKING, false));
    requests.add(new GuestRequest.Run(BESIDE_REAL_TIME, false));
    requests.add(new GuestRequest.Run(remembering(), true));
    return lab.carryOut(guest, draw, requests, LIMIT);
  }

  private static boolean isUsual(Tunable tunable, long value) {
    return tunable.type() instanceof NumberType type && value >= type.min() && value <= type.max();
  }

  private GuestCommand remembering() {
    return GuestCommand.of(
            "dd", "if=/dev/zero", "of=/dev/null", "bs=" + memoryKb / 4 + "k", "count=1")
        .within(Duration.ofSeconds(20));
  }

  private static Health health(JobOutcome outcome) {
    List<GuestReply> replies = outcome.replies();
    if (outcome.failure().isPresent()) {
      String why = outcome.failure().get();
      return new Health(why.contains("panic") ? Health.State.PANICKED : Health.State.HUNG, 0, why);
    }
    double seconds = replies.get(1).result().seconds();
    if (!replies.get(1).result().succeeded()) {
      return new Health(
          Health.State.FAILED,
          0,
          "tasks that wake each other: " + replies.get(1).result().failure());
    }
    GuestReply memory = replies.get(3);
    if (killed(memory.after()) > killed(memory.before())) {
      return new Health(
          Health.State.OUT_OF_MEMORY,
          seconds,
          "the kernel killed a process that wrote to a quarter of the memory");
    }
    if (!memory.result().succeeded()) {
      return new Health(
          Health.State.FAILED,
          seconds,
          "a quarter of the memory cannot be had: " + memory.result().failure());
    }
    String nanos = replies.get(2).result().stdout().strip();
    if (!nanos.matches("\\d{1,18}") || Long.parseLong(nanos) > STARVED_NANOS) {
      return new Health(
          Health.State.STARVED,
          seconds,
          "ordinary tasks do not run at all while a real-time task does");
    }
    return new Health(Health.State.WELL, seconds, "");
  }

  private static long killed(String observed) {
    return observed
        .lines()
        .filter(line -> line.startsWith("/proc/vmstat:oom_kill "))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1).strip()))
        .findFirst()
        .orElse(0);
  }
}
