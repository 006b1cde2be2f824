package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a program as small as it can be while something about it still holds. First calls are taken
 * out, at first all that make nothing that is needed, then one by one, the last one first; then
 * values are made simpler: their defaults, null, fewer elements, fewer bytes.
 */
public final class Minimiser {
  /** What must still hold. It may run the program, so it is asked seldom. */
  public interface Property {
    /**
     * Whether it holds.
     *
     * @param call place of the call that matters in the program
     */
    boolean holds(Program program, int call);
  }

  /**
   * A smaller program.
   *
   * @param call where the call that matters is in it
   * @param tests how often the property was asked for
   */
  public record Result(Program program, int call, int tests) {}

  private final Property property;
  private final int mostTests;
  private int tests;

  /**
   * A minimiser.
   *
   * @param mostTests how often the property may be asked for, of one program
   */
  public Minimiser(Property property, int mostTests) {
    this.property = property;
    this.mostTests = mostTests;
  }

  /**
   * Makes a program small.
   *
   * @param call the one that matters, which stays; those after it go if they can
   */
  public Result minimise(Program program, int call) {
    Result calls = minimiseCalls(program, call);
    Program now = withoutProperties(calls.program(), calls.call());
    for (int i = now.size() - 1; i >= 0; i--) {
      now = minimiseValues(now, i, calls.call());
    }
    return new Result(now, calls.call(), tests);
  }

  /** Takes calls out, and leaves those that stay as they are. */
  public Result minimiseCalls(Program program, int call) {
    tests = 0;
    Program now = program;
    int at = call;
    if (at + 1 < now.size()) {
      Program head = now.first(at + 1);
      if (holds(head, at)) {
        now = head;
      }
    }
    // Mostly only what made its resources matters; that is one test instead of one for each call.
    Program fed = now.only(now.feeding(at));
    if (fed.size() + 1 < now.size() && holds(fed, fed.size() - 1)) {
      now = fed;
      at = fed.size() - 1;
    }
    for (int i = now.size() - 1; i >= 0; i--) {
      if (i == at) {
        continue;
      }
      Program smaller = now.without(i);
      int shifted = i < at ? at - 1 : at;
      if (holds(smaller, shifted)) {
        now = smaller;
        at = shifted;
      }
    }
    return new Result(now, at, tests);
  }

  private boolean holds(Program program, int call) {
    if (tests >= mostTests) {
      return false;
    }
    tests++;
    return property.holds(program, call);
  }

  private Program withoutProperties(Program program, int call) {
    Program now = program;
    for (int i = 0; i < program.size(); i++) {
      Invocation invocation = now.invocations().get(i);
      if (!invocation.properties().equals(Invocation.Properties.NONE)) {
        Program plain = now.with(i, invocation.with(Invocation.Properties.NONE));
        now = holds(plain, call) ? plain : now;
      }
    }
    return now;
  }

  private Program minimiseValues(Program program, int index, int call) {
    Program now = program;
    int place = 0;
    while (tests < mostTests) {
      List<Arg> all = new ArrayList<>();
      Args.visit(now.invocations().get(index).args(), all::add);
      if (place >= all.size()) {
        break;
      }
      Optional<Program> smaller = smaller(now, index, call, place, all.get(place));
      if (smaller.isPresent()) {
        now = smaller.get();
      } else {
        place++;
      }
    }
    return now;
  }

  private Optional<Program> smaller(Program program, int index, int call, int place, Arg arg) {
    Invocation invocation = program.invocations().get(index);
    for (Arg simpler : simpler(arg)) {
      if (simpler.equals(arg)) {
        continue;
      }
      Invocation changed = invocation.with(Args.replace(invocation.args(), place, a -> simpler));
      Program candidate = program.with(index, Generator.finished(changed)).cutOff();
      if (!candidate.equals(program) && holds(candidate, call)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Simpler values, the simplest first; none of them leads back to another. */
  private static List<Arg> simpler(Arg arg) {
    if (arg instanceof Arg.ConstArg number && number.direction() != Direction.OUT) {
      return List.of(
          new Arg.ConstArg(number.type(), number.direction(), number.type().defaultValue()));
    } else if (arg instanceof Arg.ResultArg result && result.isReference()) {
      return List.of(result.cutOff());
    } else if (arg instanceof Arg.PointerArg pointer && pointer.type().isOptional()) {
      return List.of(new Arg.SpecialArg(pointer.type(), Arg.SpecialArg.NULL));
    } else if (arg instanceof Arg.DataArg data && data.type().isVarlen() && data.size() > 0) {
      return bytes(data);
    } else if (arg instanceof Arg.GroupArg group
        && group.type() instanceof ArrayType array
        && !array.isFixed()
        && group.inner().size() > (array.isSized() ? array.first() : 0)) {
      return List.of(group.with(group.inner().subList(0, group.inner().size() - 1)));
    }
    return List.of();
  }

  private static List<Arg> bytes(Arg.DataArg data) {
    long half = data.size() / 2;
    if ((data.type().last() > 0 && half < data.type().first()) || !data.type().values().isEmpty()) {
      return List.of();
    }
    return List.of(
        data.direction() == Direction.OUT
            ? Arg.DataArg.room(data.type(), half)
            : Arg.DataArg.of(data.type(), data.direction(), data.data().substring(0, (int) half)));
  }
}
