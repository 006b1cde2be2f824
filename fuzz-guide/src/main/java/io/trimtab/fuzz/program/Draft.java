package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.program.Arg.ResultArg;
import java.util.ArrayList;
import java.util.List;

/** A program that is being written, call by call. */
final class Draft {
  private final List<Invocation> invocations = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final Memory memory;
  private int nextLabel;

  /** A result that later calls can take. */
  record Result(Resource resource, int label) {}

  /**
   * A draft that goes on from the first calls of a program.
   *
   * @param program whose memory and labels are kept free, also those after the first calls
   */
  Draft(Program program, int count) {
    memory = Memory.of(program.invocations());
    nextLabel = program.freeLabel();
    program.invocations().subList(0, count).forEach(this::add);
  }

  Memory memory() {
    return memory;
  }

  int newLabel() {
    return nextLabel++;
  }

  int size() {
    return invocations.size();
  }

  /** The results so far, the oldest first. */
  List<Result> results() {
    return results;
  }

  void add(Invocation invocation) {
    invocations.add(invocation);
    Args.visit(
        invocation.args(),
        arg -> {
          if (arg instanceof ResultArg result && result.label() != ResultArg.NONE) {
            results.add(new Result(result.type().resource(), result.label()));
          }
        });
    if (invocation.label() != ResultArg.NONE) {
      results.add(
          new Result(invocation.call().result().orElseThrow().resource(), invocation.label()));
    }
  }

  List<Invocation> invocations() {
    return invocations;
  }

  Program program() {
    return new Program(invocations);
  }
}
