package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Call;
import java.util.List;

/**
 * One call of a program.
 *
 * @param args as many as it has arguments
 * @param label that later calls know its result by; {@link Arg.ResultArg#NONE} if it returns none
 */
public record Invocation(Call call, List<Arg> args, int label, Properties properties) {
  /**
   * How it is to be run.
   *
   * @param failAt the how-many-th allocation is to fail, from 1; 0 for none
   * @param isAsync whether the next call does not wait for it
   * @param rerun how often it is repeated
   */
  public record Properties(int failAt, boolean isAsync, int rerun) {
    public static final Properties NONE = new Properties(0, false, 0);
  }

  Invocation with(List<Arg> newArgs) {
    return new Invocation(call, List.copyOf(newArgs), label, properties);
  }

  Invocation with(Properties newProperties) {
    return new Invocation(call, args, label, newProperties);
  }
}
