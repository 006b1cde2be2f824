package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.CopyIn;
import io.trimtab.fuzz.exec.CopyOut;
import io.trimtab.fuzz.exec.DataArea;
import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.ExecValue;
import io.trimtab.fuzz.exec.Limits;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.program.Arg;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Turns a typed program into calls with numbers and addresses, which an executor runs.
 *
 * <p>Not done are the properties of calls (async, fail_nth, rerun): every call is made once, after
 * the one before it.
 */
public final class ProgramLowering {
  private final Map<Integer, Integer> slots = new HashMap<>();

  private final int process;

  private ProgramLowering(int process) {
    this.process = process;
  }

  /**
   * Lowers a program.
   *
   * @throws FuzzException if it has too many calls, or one that only another fuzzer's executor has
   */
  public static ExecProgram lower(Program program) {
    return lower(program, 0);
  }

  /**
   * Lowers a program for one of several processes that run programs in the same kernel.
   *
   * @param process its number, from 0: some values have to differ between them
   * @throws FuzzException as {@link #lower(Program)}
   */
  static ExecProgram lower(Program program, int process) {
    if (program.size() > Limits.CALLS) {
      throw FuzzException.invalid(
          "the program has %d calls, at most %d can be run"
              .formatted(program.size(), Limits.CALLS));
    }
    ProgramLowering lowering = new ProgramLowering(process);
    return new ExecProgram(program.invocations().stream().map(lowering::call).toList());
  }

  /** Whether a call is the kernel's, and not made up by an executor. */
  public static boolean isRunnable(io.trimtab.fuzz.model.Call call) {
    return call.number() >= 0 && call.number() <= Integer.MAX_VALUE;
  }

  private ExecCall call(Invocation invocation) {
    if (!isRunnable(invocation.call())) {
      throw FuzzException.invalid(
          invocation.call().name() + " is no call of the kernel's: it cannot be run here");
    }
    MemoryLowering memory = new MemoryLowering(this::value, this::slot);
    List<ExecValue> arguments = new ArrayList<>();
    for (Arg given : invocation.args()) {
      Arg arg = given instanceof Arg.UnionArg union ? union.option() : given;
      arguments.add(value(arg));
      if (arg instanceof Arg.PointerArg pointer) {
        memory.follow(pointer);
      }
    }
    OptionalInt result =
        invocation.label() == Arg.ResultArg.NONE ? OptionalInt.empty() : slot(invocation.label());
    List<CopyIn> copyIns = memory.copyIns();
    List<CopyOut> copyOuts = memory.copyOuts();
    return new ExecCall((int) invocation.call().number(), arguments, copyIns, copyOuts, result);
  }

  /** The slot of a result; empty if there are more results than slots. */
  private OptionalInt slot(int label) {
    Integer known = slots.get(label);
    if (known != null) {
      return OptionalInt.of(known);
    }
    if (slots.size() == Limits.SLOTS) {
      return OptionalInt.empty();
    }
    slots.put(label, slots.size());
    return OptionalInt.of(slots.size() - 1);
  }

  /** The number that a value is, or has in the place of what it points to. */
  private ExecValue value(Arg arg) {
    if (arg instanceof Arg.ConstArg number) {
      return ExecValue.constant(number(number));
    } else if (arg instanceof Arg.ResultArg result) {
      return result(result);
    } else if (arg instanceof Arg.PointerArg pointer) {
      return ExecValue.constant(DataArea.BASE + pointer.address());
    } else if (arg instanceof Arg.VmaArg vma) {
      return ExecValue.constant(DataArea.BASE + vma.address());
    } else if (arg instanceof Arg.SpecialArg special) {
      return ExecValue.constant(special.address());
    }
    return ExecValue.constant(0);
  }

  private long number(Arg.ConstArg number) {
    if (number.type() instanceof Type.Proc proc) {
      return number.value() == proc.defaultValue()
          ? 0
          : proc.start() + proc.perProcess() * process + number.value();
    }
    return number.value();
  }

  private ExecValue result(Arg.ResultArg result) {
    OptionalInt slot = result.isReference() ? known(result.source()) : OptionalInt.empty();
    long fallback = result.type().resource().defaultValue();
    if (slot.isPresent()) {
      long divisor = result.divisor() == 0 ? 1 : result.divisor();
      return new ExecValue.Reference(slot.getAsInt(), fallback, divisor, result.addend());
    }
    return ExecValue.constant(result.isReference() ? fallback : result.value());
  }

  private OptionalInt known(int label) {
    Integer slot = slots.get(label);
    return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
  }
}
