package io.trimtab.daemon.loop;

import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.guard.GlobalTrip;
import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.daemon.config.DaemonConfig;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A host that is a kernel of files and a formula: its objective is a cost, lower is better, that
 * depends on what the kernel's files hold, with noise of which each tick is much like the one
 * before. Its clock goes a second with every look.
 */
final class SimulatedHost extends Clock implements Senses {
  static final long SECOND = 1_000_000_000L;
  private static final double CORRELATION = 0.3;

  final FakeKernel kernel;
  private final SplittableRandom random;
  private final double noise;
  private ToDoubleFunction<FakeKernel> cost = any -> 1;
  private Instant now = Instant.parse("2026-11-29T08:00:00Z");
  private long nanos = SECOND;
  private double wander;

  String workload = "cpu";
  List<Double> vector = List.of();
  Optional<String> bad = Optional.empty();
  OptionalDouble readAs = OptionalDouble.empty();
  Sight.Constraints constraints = Sight.Constraints.NONE;
  List<String> cpus = List.of("0", "1", "2", "3");
  double memoryFull;
  double ioFull;
  long oomKills;
  private double memoryFullNanos;
  private double ioFullNanos;
  private final List<SysctlWrite> writes = new ArrayList<>();
  double lastCost = 1;
  double sumOfLogs;
  long looks;

  SimulatedHost(long seed, double noise) {
    this(seed, noise, Kernels.small());
  }

  SimulatedHost(long seed, double noise, FakeKernel kernel) {
    this.kernel = kernel;
    this.random = new SplittableRandom(seed);
    this.noise = noise;
  }

  /** One on which all takes a fifth less time while {@code vm.swappiness} is 10. */
  static SimulatedHost fasterAtTen() {
    return new SimulatedHost(1, 0.03).costs(k -> number(k, Kernels.SWAPPINESS) == 10 ? 0.8 : 1);
  }

  SimulatedHost costs(ToDoubleFunction<FakeKernel> formula) {
    cost = formula;
    return this;
  }

  /** The number that a file holds. */
  static double number(FakeKernel kernel, String path) {
    return Double.parseDouble(kernel.line(path));
  }

  /** Somebody else writes a sysctl, and is seen to. */
  void foreignWrite(String name, String value) {
    String path = "/proc/sys/" + name.replace('.', '/');
    String before = kernel.line(path);
    kernel.set(path, value);
    writes.add(
        new SysctlWrite(
            nanos,
            name,
            before,
            value,
            Optional.of(new SysctlWrite.Writer(4711, 0, "sysctl", "/user.slice"))));
  }

  @Override
  public Sight look() {
    now = now.plusSeconds(1);
    nanos += SECOND;
    wander = CORRELATION * wander + Math.sqrt(1 - CORRELATION * CORRELATION) * gaussian();
    lastCost = cost.applyAsDouble(kernel);
    sumOfLogs += Math.log(lastCost);
    looks++;
    double seen = lastCost * Math.exp(noise * wander);
    memoryFullNanos += memoryFull * SECOND;
    ioFullNanos += ioFull * SECOND;
    List<SysctlWrite> seenWrites = List.copyOf(writes);
    writes.clear();
    return new Sight(
        nanos,
        now,
        bad,
        readAs.isPresent() ? readAs : OptionalDouble.of(seen),
        constraints,
        new Workload(workload, 0.9, vector),
        new GlobalTrip.Signs(
            nanos,
            OptionalLong.of((long) memoryFullNanos),
            OptionalLong.of((long) ioFullNanos),
            OptionalLong.of(oomKills),
            OptionalLong.empty()),
        seenWrites,
        cpus,
        Optional.empty());
  }

  private double gaussian() {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /** Time passes without a look. */
  void skip(long seconds) {
    now = now.plusSeconds(seconds);
    nanos += seconds * SECOND;
  }

  @Override
  public void configure(DaemonConfig config) {}

  @Override
  public String level() {
    return "proc";
  }

  @Override
  public String objective() {
    return "a formula";
  }

  @Override
  public List<String> impaired() {
    return List.of();
  }

  @Override
  public void close() {}

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
