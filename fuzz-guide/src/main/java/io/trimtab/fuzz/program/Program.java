package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.Arg.ResultArg;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls, one after another, that hand their results on. Immutable. */
public record Program(List<Invocation> invocations) {
  public static final Program EMPTY = new Program(List.of());

  public Program {
    invocations = List.copyOf(invocations);
  }

  public int size() {
    return invocations.size();
  }

  public List<Call> calls() {
    return invocations.stream().map(Invocation::call).toList();
  }

  /** A label that it does not have; all larger ones are free, too. */
  int freeLabel() {
    int[] largest = {ResultArg.NONE};
    for (Invocation invocation : invocations) {
      largest[0] = Math.max(largest[0], invocation.label());
      Args.visit(
          invocation.args(),
          arg -> {
            if (arg instanceof ResultArg result) {
              largest[0] = Math.max(largest[0], Math.max(result.label(), result.source()));
            }
          });
    }
    return largest[0] + 1;
  }

  /** The labels that something refers to. */
  Set<Integer> usedLabels() {
    Set<Integer> used = new HashSet<>();
    for (Invocation invocation : invocations) {
      Args.visit(
          invocation.args(),
          arg -> {
            if (arg instanceof ResultArg result && result.isReference()) {
              used.add(result.source());
            }
          });
    }
    return used;
  }

  /** Without one call; what took its results takes a default instead. */
  public Program without(int index) {
    List<Invocation> left = new ArrayList<>(invocations);
    left.remove(index);
    return new Program(left).cutOff();
  }

  /** Some of the calls; what took results of others takes a default instead. */
  public Program only(Set<Integer> places) {
    List<Invocation> left = new ArrayList<>();
    for (int i = 0; i < invocations.size(); i++) {
      if (places.contains(i)) {
        left.add(invocations.get(i));
      }
    }
    return new Program(left).cutOff();
  }

  /** The places of a call and of those before it that make what it takes, and what those take. */
  Set<Integer> feeding(int call) {
    Set<Integer> places = new HashSet<>();
    Set<Integer> wanted = new HashSet<>();
    for (int i = call; i >= 0; i--) {
      Invocation invocation = invocations.get(i);
      boolean isNeeded = i == call || wanted.contains(invocation.label());
      Set<Integer> sources = new HashSet<>();
      Set<Integer> made = new HashSet<>();
      Args.visit(
          invocation.args(),
          arg -> {
            if (arg instanceof ResultArg result) {
              sources.add(result.source());
              made.add(result.label());
            }
          });
      made.remove(ResultArg.NONE);
      sources.remove(ResultArg.NONE);
      if (isNeeded || made.stream().anyMatch(wanted::contains)) {
        places.add(i);
        wanted.addAll(sources);
      }
    }
    return places;
  }

  /** The first so many calls. */
  public Program first(int count) {
    return new Program(invocations.subList(0, count));
  }

  Program with(int index, Invocation invocation) {
    List<Invocation> changed = new ArrayList<>(invocations);
    changed.set(index, invocation);
    return new Program(changed);
  }

  /** With default numbers where a result is referred to that does not come before. */
  Program cutOff() {
    Set<Integer> known = new HashSet<>();
    List<Invocation> whole = new ArrayList<>();
    for (Invocation invocation : invocations) {
      List<Arg> args =
          Args.map(
              invocation.args(),
              arg ->
                  arg instanceof ResultArg result
                          && result.isReference()
                          && !known.contains(result.source())
                      ? result.cutOff()
                      : arg);
      whole.add(invocation.with(args));
      Args.visit(
          args,
          arg -> {
            if (arg instanceof ResultArg result && result.label() != ResultArg.NONE) {
              known.add(result.label());
            }
          });
      known.add(invocation.label());
    }
    return new Program(whole);
  }

  /** The same calls with other labels, from a first one on. */
  Program relabelled(int first) {
    Map<Integer, Integer> labels = new HashMap<>();
    List<Invocation> renamed = new ArrayList<>();
    for (Invocation invocation : invocations) {
      List<Arg> args =
          Args.map(
              invocation.args(),
              arg -> {
                if (!(arg instanceof ResultArg result)) {
                  return arg;
                }
                ResultArg now = result;
                if (now.isReference()) {
                  now = now.referringTo(rename(labels, now.source(), first));
                }
                return now.label() == ResultArg.NONE
                    ? now
                    : now.labelled(rename(labels, now.label(), first));
              });
      int label =
          invocation.label() == ResultArg.NONE
              ? ResultArg.NONE
              : rename(labels, invocation.label(), first);
      renamed.add(new Invocation(invocation.call(), args, label, invocation.properties()));
    }
    return new Program(renamed);
  }

  private static int rename(Map<Integer, Integer> labels, int label, int first) {
    return labels.computeIfAbsent(label, old -> first + labels.size());
  }

  /** Its text, as {@link ProgramPrinter} prints it. */
  @Override
  public String toString() {
    return ProgramPrinter.print(this);
  }
}
