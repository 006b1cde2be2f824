package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import io.trimtab.fuzz.program.Arg.ResultArg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes programs up. What a call takes is a result of the calls before it; if none fits, a call
 * that makes one is put in front. All that is random comes from one generator, so that a seed gives
 * the same programs again. Not safe for use by several threads.
 */
public final class Generator {
  private static final int DEEPEST_VALUE = 20;
  private static final int DEEPEST_MAKER = 4;
  private static final int LONGEST_ARRAY = 8;

  /** Calls of a program after which no more are put in front of one: it fails rather than grows. */
  private static final int LONGEST_PROGRAM = 30;

  private final CallSet calls;
  private final RandomGenerator random;
  private final Numbers numbers;
  private final ByteMaker bytes;
  private int makers;

  public Generator(CallSet calls, RandomGenerator random) {
    this.calls = calls;
    this.random = random;
    numbers = new Numbers(random);
    bytes = new ByteMaker(random);
  }

  /**
   * Makes a program.
   *
   * @param length calls that are chosen; those that make their resources come on top
   */
  public Program generate(CallChooser chooser, int length) {
    Draft draft = new Draft(Program.EMPTY, 0);
    for (int i = 0; i < length; i++) {
      append(draft, chooser.next(List.copyOf(draft.invocations()), Optional.empty(), random));
    }
    return draft.program();
  }

  /** Appends a call to a program, after the calls that make what it takes. */
  public Program append(Program program, Call call) {
    Draft draft = new Draft(program, program.size());
    append(draft, call);
    return draft.program();
  }

  void append(Draft draft, Call call) {
    List<Arg> args = new ArrayList<>();
    for (Field argument : call.arguments()) {
      args.add(arg(draft, argument.type(), Direction.IN, 0));
    }
    int label = call.result().isPresent() ? draft.newLabel() : ResultArg.NONE;
    draft.add(finished(new Invocation(call, args, label, Invocation.Properties.NONE)));
  }

  /** With conditions kept and lengths right. */
  static Invocation finished(Invocation invocation) {
    return Sizes.assign(Conditions.repair(invocation));
  }

  RandomGenerator random() {
    return random;
  }

  Arg arg(Draft draft, Type type, Direction direction, int depth) {
    if (depth > DEEPEST_VALUE) {
      return labelled(draft, Defaults.of(type, direction));
    }
    if (type instanceof Type.Number number) {
      return new Arg.ConstArg(
          number, direction, direction == Direction.OUT ? number.defaultValue() : number(number));
    } else if (type instanceof Type.ResourceOf resource) {
      return resource(draft, resource, direction);
    } else if (type instanceof Type.Vma vma) {
      return pages(vma);
    } else if (type instanceof Type.Pointer pointer) {
      return pointer(draft, pointer, depth);
    } else if (type instanceof Type.Buffer buffer) {
      return bytes.make(buffer, direction);
    } else if (type instanceof ArrayType array) {
      return array(draft, array, direction, depth);
    } else if (type instanceof StructType struct) {
      List<Arg> fields = new ArrayList<>();
      for (Field field : struct.fields()) {
        fields.add(arg(draft, field.type(), field.directionIn(direction), depth + 1));
      }
      return new Arg.GroupArg(struct, direction, List.copyOf(fields));
    }
    return union(draft, (UnionType) type, direction, depth);
  }

  private long number(Type.Number type) {
    if (type instanceof Type.Int integer) {
      return numbers.of(integer);
    } else if (type instanceof Type.Flags flags) {
      return numbers.of(flags);
    } else if (type instanceof Type.Proc proc) {
      return random.nextLong(proc.perProcess());
    }
    return type.defaultValue();
  }

  private Arg resource(Draft draft, Type.ResourceOf type, Direction direction) {
    Resource resource = type.resource();
    if (!direction.isIn()) {
      return ResultArg.of(type, direction, resource.defaultValue()).labelled(draft.newLabel());
    }
    Optional<Integer> source =
        numbers.oneIn(25) ? Optional.empty() : existing(draft, resource, numbers.oneIn(4));
    if (source.isEmpty() && !numbers.oneIn(25)) {
      make(draft, resource);
      source = existing(draft, resource, false);
    }
    List<Long> special = resource.values();
    ResultArg arg =
        source
            .map(label -> ResultArg.from(type, direction, label))
            .orElseGet(
                () -> ResultArg.of(type, direction, special.get(random.nextInt(special.size()))));
    return direction.isOut() ? arg.labelled(draft.newLabel()) : arg;
  }

  /**
   * A result that can be given for a resource, a late one rather than an early one.
   *
   * @param isLoose whether one of a more general kind will do: it may turn out to be the right one
   */
  private Optional<Integer> existing(Draft draft, Resource wanted, boolean isLoose) {
    List<Draft.Result> results = draft.results();
    List<Integer> fitting = new ArrayList<>();
    for (Draft.Result result : results) {
      if (isLoose ? result.resource().mayBe(wanted) : result.resource().isA(wanted)) {
        fitting.add(result.label());
      }
    }
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    int back = Math.min(random.nextInt(fitting.size()), random.nextInt(fitting.size()));
    return Optional.of(fitting.get(fitting.size() - 1 - back));
  }

  private void make(Draft draft, Resource resource) {
    List<Call> possible = calls.makersOf(resource);
    if (possible.isEmpty() || makers >= DEEPEST_MAKER || draft.size() >= LONGEST_PROGRAM) {
      return;
    }
    makers++;
    try {
      append(draft, possible.get(random.nextInt(possible.size())));
    } finally {
      makers--;
    }
  }

  private Arg pages(Type.Vma vma) {
    if (vma.isOptional() && numbers.oneIn(5)) {
      return new Arg.SpecialArg(vma, Arg.SpecialArg.NULL);
    }
    long[] pages = Memory.pages(vma.first(), vma.last(), random);
    return new Arg.VmaArg(vma, pages[0], pages[1]);
  }

  private Arg pointer(Draft draft, Type.Pointer type, int depth) {
    boolean isDeep = depth > DEEPEST_VALUE / 2;
    if ((type.isOptional() && (isDeep || numbers.oneIn(3))) || numbers.oneIn(1000)) {
      return nowhere(type);
    }
    Arg target = arg(draft, type.target(), type.direction(), depth + 1);
    return new Arg.PointerArg(type, draft.memory().allocate(target.size(), random), target);
  }

  /** Null, or seldom another address that leads nowhere. */
  private Arg nowhere(Type.Pointer type) {
    List<Long> special = Arg.SpecialArg.VALUES;
    return new Arg.SpecialArg(
        type,
        numbers.oneIn(50) ? special.get(random.nextInt(special.size())) : Arg.SpecialArg.NULL);
  }

  private Arg array(Draft draft, ArrayType type, Direction direction, int depth) {
    long most = type.isSized() ? type.last() : LONGEST_ARRAY;
    long least = type.isSized() ? type.first() : 0;
    if (!type.isFixed()) {
      most = Math.max(least, Math.min(most, depth > DEEPEST_VALUE / 2 ? least : LONGEST_ARRAY));
    }
    long count =
        least + Math.min(random.nextLong(most - least + 1), random.nextLong(most - least + 1));
    List<Arg> elements = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      elements.add(arg(draft, type.element(), direction, depth + 1));
    }
    return new Arg.GroupArg(type, direction, List.copyOf(elements));
  }

  private Arg union(Draft draft, UnionType type, Direction direction, int depth) {
    int index = random.nextInt(type.fields().size());
    Field field = type.fields().get(index);
    return new Arg.UnionArg(
        type,
        direction,
        index,
        arg(draft, field.type(), field.directionIn(direction), depth + 1),
        false);
  }

  static Arg labelled(Draft draft, Arg arg) {
    return Args.map(
        arg,
        inner ->
            inner instanceof ResultArg result
                    && result.direction().isOut()
                    && result.label() == ResultArg.NONE
                ? result.labelled(draft.newLabel())
                : inner);
  }

  /** A value that is like another; calls that make what it takes are put in front. */
  Arg changed(Draft draft, Arg arg, Direction direction) {
    if (arg instanceof Arg.ConstArg number && number.direction().isIn()) {
      return changed(number);
    } else if (arg instanceof Arg.DataArg data) {
      return bytes.change(data);
    } else if (arg instanceof Arg.PointerArg pointer) {
      return numbers.oneIn(4) ? nowhere(pointer.type()) : changed(draft, pointer);
    } else if (arg instanceof Arg.GroupArg group
        && group.type() instanceof ArrayType array
        && !array.isFixed()) {
      return changed(draft, group, array);
    }
    return arg(draft, arg.type(), direction, 0);
  }

  /**
   * Another target, in the place of the old one if it fits: to the kernel an address is as good as
   * any other.
   */
  private Arg changed(Draft draft, Arg.PointerArg pointer) {
    Type.Pointer type = pointer.type();
    Arg target = arg(draft, type.target(), type.direction(), 1);
    return target.size() <= pointer.target().size()
        ? pointer.to(target)
        : new Arg.PointerArg(type, draft.memory().allocate(target.size(), random), target);
  }

  private Arg changed(Arg.ConstArg arg) {
    Type.Number type = arg.type();
    boolean isFree =
        type instanceof Type.Len
            || (type instanceof Type.Int integer && !integer.isRange())
            || (type instanceof Type.Const && numbers.oneIn(20));
    long value = isFree ? numbers.near(arg.value(), type.scalar()) : number(type);
    if (type instanceof Type.Flags flags && flags.isMask() && numbers.oneIn(2)) {
      List<Long> values = flags.values();
      value = arg.value() ^ values.get(random.nextInt(values.size()));
    }
    return new Arg.ConstArg(type, arg.direction(), value);
  }

  private Arg changed(Draft draft, Arg.GroupArg group, ArrayType type) {
    List<Arg> elements = new ArrayList<>(group.inner());
    long most = type.isSized() ? type.last() : Long.MAX_VALUE;
    long least = type.isSized() ? type.first() : 0;
    if (elements.size() > least && (elements.size() >= most || random.nextBoolean())) {
      elements.remove(random.nextInt(elements.size()));
    } else if (elements.size() < most) {
      elements.add(
          random.nextInt(elements.size() + 1), arg(draft, type.element(), group.direction(), 1));
    }
    return group.with(List.copyOf(elements));
  }
}
