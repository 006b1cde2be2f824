package io.trimtab.collector.bench;

import io.trimtab.collector.ebpf.EbpfPrograms;
import io.trimtab.collector.proc.HostInstances;
import io.trimtab.collector.proc.ProcSources;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Sampler;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One tick of everything on the running kernel: all files, all eBPF programs, with every block
 * device that /sys lists, also those without a medium, so that ten are ten.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class TickBenchmark {
  private static final Path ROOT = Path.of("/");

  /** At level proc no eBPF program is loaded, and no root needed. */
  @Param({"full", "proc"})
  public String level = "full";

  private Sampler sampler;
  private HostInstances instances;

  @Setup
  public void open() {
    Schema schema = Schema.shipped();
    ProcSources proc = new ProcSources(schema, ROOT, List.of(), Problems.ignored());
    List<Source> sources = new ArrayList<>(proc.open());
    if (level.equals("full")) {
      EbpfPrograms programs =
          EbpfPrograms.start(schema, ROOT, ProcessHandle.current().pid(), Problems.ignored());
      if (programs.sources().isEmpty()) {
        throw new IllegalStateException("no eBPF here: " + programs.refused());
      }
      sources.addAll(programs.sources());
    }
    instances = proc.instances();
    String[] devices = ROOT.resolve("sys/block").toFile().list();
    Arrays.sort(devices);
    Map<Scope, List<String>> known =
        Map.of(
            Scope.CPU, instances.now().get(Scope.CPU),
            Scope.DEVICE, List.of(devices));
    System.out.println("# instances: " + known);
    sampler =
        new Sampler(
            schema,
            sources,
            () -> {
              // Looked for as ever; only the answer is another.
              instances.now();
              return known;
            },
            Clock.systemUTC(),
            System::nanoTime);
  }

  @Benchmark
  public Sample tick() {
    return sampler.tick();
  }

  @TearDown
  public void close() {
    sampler.close();
    instances.close();
  }
}
