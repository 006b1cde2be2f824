package io.trimtab.fuzz.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A call to the kernel.
 *
 * @param number of the system call on x86-64
 * @param arguments at most {@link Limits#ARGUMENTS}; those that are missing are 0
 * @param copyIns what is put into the data area beforehand, in this order
 * @param copyOuts what is kept of the data area afterwards
 * @param resultSlot where the returned value goes if the call succeeds
 */
public record ExecCall(
    int number,
    List<ExecValue> arguments,
    List<CopyIn> copyIns,
    List<CopyOut> copyOuts,
    OptionalInt resultSlot) {
  public ExecCall {
    arguments = List.copyOf(arguments);
    copyIns = List.copyOf(copyIns);
    copyOuts = List.copyOf(copyOuts);
    if (number < 0) {
      throw new IllegalArgumentException("no system call has the number " + number);
    }
    atMost(Limits.ARGUMENTS, arguments.size(), "arguments");
    atMost(Limits.COPIES, copyIns.size(), "copies into the data area");
    atMost(Limits.COPIES, copyOuts.size(), "copies out of the data area");
    resultSlot.ifPresent(Slots::check);
  }

  private static void atMost(int limit, int size, String what) {
    if (size > limit) {
      throw new IllegalArgumentException(
          "a call has at most %d %s, not %d".formatted(limit, what, size));
    }
  }

  /** A call with constant arguments, whose result nobody needs. */
  public static ExecCall of(int number, long... arguments) {
    List<ExecValue> values = Arrays.stream(arguments).mapToObj(ExecValue::constant).toList();
    return new ExecCall(number, values, List.of(), List.of(), OptionalInt.empty());
  }

  /** The same call, its result kept in a slot. */
  public ExecCall into(int slot) {
    return new ExecCall(number, arguments, copyIns, copyOuts, OptionalInt.of(slot));
  }

  /** The same call, with something put into the data area beforehand. */
  public ExecCall with(CopyIn... more) {
    List<CopyIn> all = new ArrayList<>(copyIns);
    all.addAll(List.of(more));
    return new ExecCall(number, arguments, all, copyOuts, resultSlot);
  }
}
