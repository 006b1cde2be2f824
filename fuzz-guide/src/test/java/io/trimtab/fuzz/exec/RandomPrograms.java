package io.trimtab.fuzz.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Programs of every shape, valid and without sense. */
final class RandomPrograms {
  private final RandomGenerator random;

  RandomPrograms(RandomGenerator random) {
    this.random = random;
  }

  ExecProgram next() {
    List<ExecCall> calls = new ArrayList<>();
    for (int left = random.nextInt(6); left > 0; left--) {
      calls.add(call());
    }
    return new ExecProgram(calls);
  }

  private ExecCall call() {
    List<ExecValue> arguments = new ArrayList<>();
    for (int left = random.nextInt(Limits.ARGUMENTS + 1); left > 0; left--) {
      arguments.add(value());
    }
    List<CopyIn> copyIns = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      copyIns.add(copyIn());
    }
    List<CopyOut> copyOuts = new ArrayList<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      copyOuts.add(new CopyOut(offset(), size(), random.nextInt(Limits.SLOTS)));
    }
    OptionalInt slot =
        random.nextBoolean() ? OptionalInt.of(random.nextInt(Limits.SLOTS)) : OptionalInt.empty();
    return new ExecCall(random.nextInt(450), arguments, copyIns, copyOuts, slot);
  }

  private CopyIn copyIn() {
    if (random.nextBoolean()) {
      return new CopyIn.Word(offset(), size(), random.nextBoolean(), value());
    }
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return new CopyIn.Data(offset(), Bytes.of(bytes));
  }

  private ExecValue value() {
    long constant = random.nextLong() >> random.nextInt(Long.SIZE);
    if (random.nextBoolean()) {
      return new ExecValue.Constant(constant);
    }
    return new ExecValue.Reference(
        random.nextInt(Limits.SLOTS), constant, 1 + random.nextInt(8), random.nextLong());
  }

  private int offset() {
    return random.nextInt(DataArea.SIZE - DataArea.PAGE);
  }

  private int size() {
    return 1 << random.nextInt(4);
  }
}
