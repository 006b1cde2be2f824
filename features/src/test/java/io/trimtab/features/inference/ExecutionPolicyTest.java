package io.trimtab.features.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.features.inference.ExecutionPolicy.Accelerator;
import io.trimtab.features.inference.ExecutionPolicy.Decision;
import io.trimtab.features.inference.ExecutionPolicy.Limits;
import io.trimtab.features.registry.FeatureSchema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExecutionPolicyTest {
  private static final long MICRO = 1000;

  /** 2 µs a vector. */
  private final Costs cpu = linear(0, 2 * MICRO);

  /** 50 µs to get there and back, then 0.1 µs a vector: pays from 32 on. */
  private final SimulatedDevice device = new SimulatedDevice();

  private final Accelerator accelerator = new Accelerator(device, linear(50 * MICRO, 100));

  @Test
  void theBreakEvenIsWhereTheOtherGetsCheaperForGood() {
    assertEquals(OptionalInt.of(32), cpu.breakEven(accelerator.costs()));
    assertEquals(OptionalInt.empty(), linear(0, 50).breakEven(accelerator.costs()));
    assertEquals(OptionalInt.of(1), linear(90 * MICRO, 100).breakEven(accelerator.costs()));
  }

  @Test
  void costsLieOnTheLineBetweenMeasuredSizes() {
    assertEquals(6 * MICRO, cpu.nanos(3));
    assertEquals(2000 * MICRO, cpu.nanos(1000), 0.001);
    assertEquals(8192 * MICRO, cpu.nanos(4096), 0.001);
  }

  @Test
  void whileVectorsComeSlowlyEachIsScoredAtOnce() {
    ExecutionPolicy policy = policy();
    for (int i = 0; i < 10; i++) {
      policy.arrived(i * 10 * MICRO);
      assertEquals(Decision.CPU, policy.decide(1, i * 10 * MICRO, i * 10 * MICRO));
    }
  }

  @Test
  void whenTheyComeFastTheyAreGatheredUntilTheBatchIsFull() {
    ExecutionPolicy policy = policy();
    long now = 0;
    for (int pending = 1; pending <= 64; pending++) {
      now = pending * MICRO;
      policy.arrived(now);
      Decision expected =
          pending == 1 ? Decision.CPU : pending == 64 ? Decision.ACCELERATOR : Decision.WAIT;
      assertEquals(expected, policy.decide(pending, MICRO, now), "with " + pending);
    }
  }

  @Test
  void aSmallBatchThatIsDueGoesToTheCpu() {
    ExecutionPolicy policy = policy();
    for (int i = 1; i <= 8; i++) {
      policy.arrived(i * MICRO);
    }
    assertEquals(Decision.WAIT, policy.decide(8, MICRO, 200 * MICRO));
    // 8 vectors take the CPU 16 µs, and the first is due 500 µs after it came.
    assertEquals(Decision.WAIT, policy.decide(8, MICRO, 484 * MICRO));
    assertEquals(Decision.CPU, policy.decide(8, MICRO, 485 * MICRO));
  }

  @Test
  void anAcceleratorThatOthersUseIsLeftToThem() {
    ExecutionPolicy policy = policy();
    for (int i = 1; i <= 64; i++) {
      policy.arrived(i * MICRO);
    }
    device.load = new Processor.Load(2, 0.9);
    assertEquals(Decision.CPU, policy.decide(64, MICRO, 64 * MICRO));
    device.load = new Processor.Load(2, 0.5);
    assertEquals(Decision.CPU, policy.decide(64, MICRO, 65 * MICRO), "not looked again yet");
    assertEquals(Decision.ACCELERATOR, policy.decide(64, MICRO, 64 * MICRO + 20_000 * MICRO));
    assertEquals(2, device.looks);
    device.load = new Processor.Load(1, 1.0);
    assertEquals(
        Decision.ACCELERATOR,
        policy.decide(64, MICRO, 64 * MICRO + 40_000 * MICRO),
        "one other is no crowd");
  }

  @Test
  void withoutAnAcceleratorEverythingIsTheCpus() {
    ExecutionPolicy policy =
        new ExecutionPolicy(cpu, Optional.empty(), new Limits(64, 500 * MICRO));
    for (int i = 1; i <= 64; i++) {
      policy.arrived(i * MICRO);
    }
    assertEquals(Decision.CPU, policy.decide(64, MICRO, 64 * MICRO));
  }

  @Test
  void aRealModelIsMeasured() {
    long[] clock = {0};
    Model model = new TenMicros(clock);
    Costs costs = Costs.measure(model, new Cpu(), () -> clock[0]);
    assertEquals(10 * MICRO, costs.nanos(1));
    assertEquals(10 * 256 * MICRO, costs.nanos(256));
  }

  private ExecutionPolicy policy() {
    return new ExecutionPolicy(cpu, Optional.of(accelerator), new Limits(64, 500 * MICRO));
  }

  private static Costs linear(long fixed, long each) {
    long[] nanos = new long[11];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = fixed + (each << i);
    }
    return new Costs(nanos);
  }

  /** A device of which others' use is set by the test. */
  private static final class SimulatedDevice implements Processor {
    private Load load = Load.NONE;
    private int looks;

    @Override
    public String name() {
      return "simulated";
    }

    @Override
    public void score(Model model, double[] vectors, int count, double[] scores) {
      model.score(vectors, count, scores);
    }

    @Override
    public Load load() {
      looks++;
      return load;
    }
  }

  /** A model that takes 10 µs of a clock of the test's own for each vector. */
  private record TenMicros(long[] clock) implements Model {
    @Override
    public String name() {
      return "ten";
    }

    @Override
    public FeatureSchema schema() {
      return new FeatureSchema(List.of("x"));
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public void score(double[] vectors, int count, double[] scores) {
      clock[0] += count * 10 * MICRO;
    }
  }
}
