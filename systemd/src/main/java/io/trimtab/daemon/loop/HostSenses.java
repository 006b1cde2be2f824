package io.trimtab.daemon.loop;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.guard.GlobalTrip;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.collector.Collector;
import io.trimtab.collector.foreign.SeenWrites;
import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Scope;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.features.classify.Recogniser;
import io.trimtab.features.extract.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What can be seen of a host: samples, its class of work, the objective, and who writes. */
final class HostSenses implements Senses {
  private static final String HUNG = "/proc/sys/kernel/hung_task_detect_count";

  /** A task is hung after two minutes: there is no hurry to hear of it. */
  private static final int TICKS_BETWEEN_HUNG = 10;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final KernelFiles files;
  private final Collector collector;
  private final Optional<Recogniser> recogniser;
  private final Optional<SeenWrites> writes;
  private final List<String> impaired;
  private Plausibility plausibility;
  private Reading objective;
  private ConstraintReadings constraints;
  private Optional<Sample> before = Optional.empty();
  private OptionalLong hung = OptionalLong.empty();
  private int ticks;

  /**
   * @param writes who else writes, where that can be seen
   * @param impaired what cannot be seen, in words
   */
  HostSenses(
      DaemonConfig config,
      KernelFiles files,
      Collector collector,
      Optional<Recogniser> recogniser,
      Optional<SeenWrites> writes,
      List<String> impaired) {
    this.files = files;
    this.collector = collector;
    this.recogniser = recogniser;
    this.writes = writes;
    this.impaired = List.copyOf(impaired);
    this.plausibility = new Plausibility(config.every());
    this.objective = Readings.of(config.goal().source());
    this.constraints = new ConstraintReadings(config.goal().constraints());
  }

  @Override
  public void configure(DaemonConfig config) {
    plausibility = new Plausibility(config.every());
    closeReadings();
    objective = Readings.of(config.goal().source());
    constraints = new ConstraintReadings(config.goal().constraints());
  }

  @Override
  public Sight look() {
    Sample sample = collector.tick();
    Instant wall =
        Instant.ofEpochSecond(
            Math.floorDiv(sample.wallNanos(), 1_000_000_000L),
            Math.floorMod(sample.wallNanos(), 1_000_000_000L));
    Workload workload =
        recogniser
            .flatMap(each -> each.next(sample))
            .map(
                seen ->
                    new Workload(seen.state().workload(), seen.state().confidence(), seen.vector()))
            .orElse(recogniser.isPresent() ? Workload.NONE : Workload.UNRECOGNISED);
    List<SysctlWrite> seen = writes.map(SeenWrites::poll).orElse(List.of());
    List<String> cpus = sample.layout().instances(Scope.CPU);
    GlobalTrip.Signs signs =
        new GlobalTrip.Signs(
            sample.monotonicNanos(),
            counter(sample, "psi.memory_full"),
            counter(sample, "psi.io_full"),
            counter(sample, "paging.oom_kills"),
            hung());
    Optional<Sample> last = before;
    Sample now = sample.copy();
    before = Optional.of(now);
    if (last.isEmpty()) {
      return new Sight(
          now.monotonicNanos(),
          wall,
          Optional.of("it is the first tick"),
          OptionalDouble.empty(),
          Sight.Constraints.NONE,
          workload,
          signs,
          seen,
          cpus,
          Optional.empty());
    }
    Interval interval = new Interval(last.get(), now);
    OptionalDouble value = objective.next(interval);
    return new Sight(
        now.monotonicNanos(),
        wall,
        plausibility.check(last.get(), now, value),
        value,
        constraints.look(interval),
        workload,
        signs,
        seen,
        cpus,
        Optional.of(new Sight.Samples(last.get(), now)));
  }

  private OptionalLong counter(Sample sample, String name) {
    long value = sample.get(collector.schema().get(name));
    return value == Sample.ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private OptionalLong hung() {
    if (ticks++ % TICKS_BETWEEN_HUNG == 0) {
      String text = text(HUNG);
      hung =
          NUMBER.matcher(text).matches()
              ? OptionalLong.of(Long.parseLong(text))
              : OptionalLong.empty();
    }
    return hung;
  }

  private String text(String path) {
    try {
      return files.read(path).strip();
    } catch (ActuatorException e) {
      return "";
    }
  }

  @Override
  public String level() {
    return collector.level().word();
  }

  @Override
  public String objective() {
    return objective.text();
  }

  @Override
  public List<String> impaired() {
    List<String> all = new ArrayList<>(impaired);
    objective.trouble().filter(why -> !why.equals("the host was idle")).ifPresent(all::add);
    all.addAll(constraints.troubles());
    return all;
  }

  private void closeReadings() {
    objective.close();
    constraints.close();
  }

  @Override
  public void close() {
    closeReadings();
    recogniser.ifPresent(Recogniser::close);
    writes.ifPresent(SeenWrites::close);
    collector.close();
  }
}
