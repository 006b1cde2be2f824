package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Changes programs: puts in calls and takes them out, changes values, joins two programs. */
public final class Mutator {
  /**
   * How often each change is made, in proportion. The defaults are those of HEALER's code, with
   * splices somewhat more often. Syzkaller's 200, 100, 100 and 10 make every other change a splice,
   * which seldom shows anything while a corpus is young: both halves keep to their own resources.
   *
   * @param longest the most calls that a program may have
   */
  public record Weights(int splice, int insert, int argument, int remove, int longest) {
    public static final Weights DEFAULT = new Weights(5, 40, 53, 2, 30);
  }

  private static final int MOST_TRIES = 20;

  /** It ends after one change in so many, so that programs get as many in the mean. */
  private static final int CHANGES = 3;

  /** One pointer in so many may be changed itself. */
  private static final int POINTERS = 20;

  private record Place(int index, Arg arg) {}

  private final Generator generator;
  private final CallChooser chooser;
  private final RandomGenerator random;
  private final Weights weights;

  /** Draws from the generator's own randomness. */
  public Mutator(Generator generator, CallChooser chooser, Weights weights) {
    this.generator = generator;
    this.chooser = chooser;
    this.weights = weights;
    random = generator.random();
  }

  /**
   * Another program like this one.
   *
   * @param corpus programs that parts are taken from; may be empty
   */
  public Program mutate(Program program, List<Program> corpus) {
    Program now = program;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      now = step(now, corpus);
      if (!now.equals(program) && now.size() > 0 && random.nextInt(CHANGES) == 0) {
        break;
      }
    }
    return now.size() == 0 ? generator.generate(chooser, 1) : now;
  }

  private Program step(Program program, List<Program> corpus) {
    int drawn =
        random.nextInt(weights.splice() + weights.insert() + weights.argument() + weights.remove());
    if (drawn < weights.splice()) {
      return corpus.isEmpty() ? insert(program) : splice(program, corpus);
    }
    drawn -= weights.splice();
    if (drawn < weights.insert()) {
      return insert(program);
    }
    drawn -= weights.insert();
    if (drawn < weights.argument()) {
      return argument(program);
    }
    return program.size() < 2 ? program : program.without(random.nextInt(program.size()));
  }

  /** Another program of the corpus within this one. */
  Program splice(Program program, List<Program> corpus) {
    Program other = corpus.get(random.nextInt(corpus.size())).relabelled(program.freeLabel());
    int at = random.nextInt(program.size() + 1);
    List<Invocation> joined = new ArrayList<>(program.invocations().subList(0, at));
    joined.addAll(other.invocations());
    joined.addAll(program.invocations().subList(at, program.size()));
    return trimmed(joined);
  }

  /** One more call, rather near the end, after those that make what it takes. */
  Program insert(Program program) {
    if (program.size() >= weights.longest()) {
      return program;
    }
    int at = Math.max(random.nextInt(program.size() + 1), random.nextInt(program.size() + 1));
    List<Invocation> calls = program.invocations();
    Optional<Call> after = at < calls.size() ? Optional.of(calls.get(at).call()) : Optional.empty();
    Call call = chooser.next(calls.subList(0, at), after, random);
    Draft draft = new Draft(program, at);
    generator.append(draft, call);
    program.invocations().subList(at, program.size()).forEach(draft::add);
    return trimmed(draft.invocations());
  }

  /** One value of one call changed. */
  Program argument(Program program) {
    int index = random.nextInt(program.size() == 0 ? 1 : program.size());
    if (program.size() == 0) {
      return program;
    }
    Invocation invocation = program.invocations().get(index);
    List<Place> places = new ArrayList<>();
    int[] count = {0};
    Args.visit(
        invocation.args(),
        arg -> {
          if (isChangeable(arg)) {
            places.add(new Place(count[0], arg));
          }
          count[0]++;
        });
    if (places.isEmpty()) {
      return program;
    }
    Place place = places.get(random.nextInt(places.size()));
    Draft draft = new Draft(program, index);
    Arg changed = generator.changed(draft, place.arg(), direction(place.arg()));
    Invocation now = invocation.with(Args.replace(invocation.args(), place.index(), a -> changed));
    boolean isLength = place.arg().type() instanceof Type.Len;
    draft.add(isLength ? Conditions.repair(now) : Generator.finished(now));
    program.invocations().subList(index + 1, program.size()).forEach(draft::add);
    return trimmed(draft.invocations());
  }

  /** A pointer seldom is: what it points to has places of its own, and is changed there. */
  private boolean isChangeable(Arg arg) {
    if (arg instanceof Arg.PointerArg) {
      return random.nextInt(POINTERS) == 0;
    }
    if (arg instanceof Arg.ConstArg number) {
      return number.direction().isIn() && !(number.type() instanceof Type.Csum);
    }
    if (arg instanceof Arg.GroupArg group) {
      return group.type() instanceof ArrayType array && !array.isFixed();
    }
    if (arg instanceof Arg.DataArg data) {
      return data.type().content() != Type.Content.IMAGE
          && (data.type().isVarlen() || (data.direction().isIn() && data.size() > 0));
    }
    return !(arg instanceof Arg.ResultArg result) || result.direction() == Direction.IN;
  }

  private static Direction direction(Arg arg) {
    if (arg instanceof Arg.ConstArg number) {
      return number.direction();
    } else if (arg instanceof Arg.ResultArg result) {
      return result.direction();
    } else if (arg instanceof Arg.DataArg data) {
      return data.direction();
    } else if (arg instanceof Arg.GroupArg group) {
      return group.direction();
    } else if (arg instanceof Arg.UnionArg union) {
      return union.direction();
    }
    return Direction.IN;
  }

  /** Cut to the length that a program may have, and with results only from calls before. */
  private Program trimmed(List<Invocation> invocations) {
    return new Program(invocations.subList(0, Math.min(invocations.size(), weights.longest())))
        .cutOff();
  }
}
