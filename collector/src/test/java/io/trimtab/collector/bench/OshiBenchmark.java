package io.trimtab.collector.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.util.GlobalConfig;

/**
 * What OSHI has of a tick: CPU times of the host and of each CPU, switches and interrupts, memory
 * and swap, and each disk's counters, which it has two ways to read. Objects that can be kept are
 * kept; OSHI's own cache of figures is turned off, for a tick is to see the present.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class OshiBenchmark {
  private HardwareAbstractionLayer hardware;
  private CentralProcessor processor;
  private GlobalMemory memory;
  private List<HWDiskStore> disks;

  @Setup
  public void open() {
    GlobalConfig.set("oshi.util.memoizer.expiration", 0);
    hardware = new SystemInfo().getHardware();
    processor = hardware.getProcessor();
    memory = hardware.getMemory();
    disks = hardware.getDiskStores();
    System.out.println("# disks: " + disks.size());
  }

  @Benchmark
  public void withoutDisks(Blackhole sink) {
    sink.consume(processor.getSystemCpuLoadTicks());
    sink.consume(processor.getProcessorCpuLoadTicks());
    sink.consume(processor.getContextSwitches());
    sink.consume(processor.getInterrupts());
    sink.consume(memory.getAvailable());
    sink.consume(memory.getVirtualMemory().getSwapUsed());
    sink.consume(memory.getVirtualMemory().getSwapPagesIn());
  }

  @Benchmark
  public void disksUpdated(Blackhole sink) {
    withoutDisks(sink);
    for (HWDiskStore disk : disks) {
      sink.consume(disk.updateAttributes());
      sink.consume(disk.getReads());
    }
  }

  @Benchmark
  public void disksListed(Blackhole sink) {
    withoutDisks(sink);
    sink.consume(hardware.getDiskStores());
  }
}
