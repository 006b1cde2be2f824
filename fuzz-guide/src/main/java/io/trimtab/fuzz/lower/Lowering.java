package io.trimtab.fuzz.lower;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.DataArea;
import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.ExecValue;
import io.trimtab.fuzz.exec.Limits;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.program.Arg;
import io.trimtab.fuzz.program.Args;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * From a program to what an executor runs: values become bytes in the data area, addresses become
 * numbers, and results that a later call takes get a slot each.
 */
public final class Lowering {
  private final int process;
  private final Map<Integer, Integer> slots = new HashMap<>();
  private final Set<Integer> used = new HashSet<>();

  private Lowering(Program program, int process) {
    this.process = process;
    for (Invocation invocation : program.invocations()) {
      Args.visit(
          invocation.args(),
          arg -> {
            if (arg instanceof Arg.ResultArg result && result.isReference()) {
              used.add(result.source());
            }
          });
    }
  }

  /**
   * Lowers a program. Its calls keep their places.
   *
   * @param process number of the executor, from 0: some values must differ between those that run
   *     at the same time
   * @throws FuzzException if one of the calls is none of the kernel's, or there are too many
   */
  public static ExecProgram lower(Program program, int process) {
    if (program.size() > Limits.CALLS) {
      throw FuzzException.invalid(
          "the program has "
              + program.size()
              + " calls, at most "
              + Limits.CALLS
              + " can be run; make it shorter");
    }
    Lowering lowering = new Lowering(program, process);
    List<ExecCall> calls = new ArrayList<>();
    program.invocations().forEach(invocation -> calls.add(lowering.call(invocation)));
    return new ExecProgram(calls);
  }

  private ExecCall call(Invocation invocation) {
    if (invocation.call().number() < 0) {
      throw FuzzException.invalid(
          invocation.call() + " is no call of the kernel; programs with it cannot be run here");
    }
    Image image = new Image(this);
    List<ExecValue> arguments = new ArrayList<>();
    for (Arg arg : invocation.args()) {
      arguments.add(argument(arg, image));
    }
    OptionalInt slot =
        used.contains(invocation.label()) ? slot(invocation.label()) : OptionalInt.empty();
    return new ExecCall(
        (int) invocation.call().number(), arguments, image.copyIns(), image.copyOuts(), slot);
  }

  private ExecValue argument(Arg arg, Image image) {
    if (arg instanceof Arg.UnionArg union) {
      return argument(union.option(), image);
    }
    if (arg instanceof Arg.PointerArg pointer) {
      image.put(pointer);
    }
    return value(arg);
  }

  /** The number that stands for a value of at most eight bytes. */
  ExecValue value(Arg arg) {
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
    throw new IllegalArgumentException(arg.type().name() + " is no number");
  }

  private ExecValue result(Arg.ResultArg result) {
    long fallback = result.type().resource().defaultValue();
    if (!result.isReference()) {
      return ExecValue.constant(result.value());
    }
    Integer slot = slots.get(result.source());
    if (slot == null) {
      return ExecValue.constant(fallback);
    }
    long divisor = result.divisor() == 0 ? 1 : result.divisor();
    return new ExecValue.Reference(slot, fallback, divisor, result.addend());
  }

  long number(Arg.ConstArg arg) {
    if (arg.type() instanceof Type.Proc proc) {
      return arg.value() == proc.defaultValue()
          ? 0
          : proc.start() + proc.perProcess() * process + arg.value();
    }
    return arg.value() & arg.type().scalar().mask();
  }

  /** The slot of a result that a later call takes; empty if no one does, or all slots are taken. */
  OptionalInt slot(int label) {
    if (!used.contains(label)) {
      return OptionalInt.empty();
    }
    Integer slot = slots.get(label);
    if (slot == null) {
      if (slots.size() == Limits.SLOTS) {
        return OptionalInt.empty();
      }
      slot = slots.size();
      slots.put(label, slot);
    }
    return OptionalInt.of(slot);
  }
}
