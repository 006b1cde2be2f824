package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.program.Arg;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.Relation;
import io.trimtab.fuzz.relation.RelationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which call comes next in programs that were kept, told by several views of what came before, each
 * of which knows something the others do not.
 *
 * <ul>
 *   <li>the last three calls, the last two, the last one: sequences that paid before
 *   <li>the last call with the class of its arguments: opening for writing is not opening for
 *       reading
 *   <li>any earlier call, the nearer the more: what a table of pairs knows, but with the distance
 *   <li>the kinds of resources that are at hand, and who takes them
 *   <li>relations, with their strength
 *   <li>how often a call paid at all
 * </ul>
 *
 * <p>How much each view is trusted is learned from the programs themselves: before a program is
 * counted, each view says how likely its calls were, and those that were right gain (deleted
 * interpolation, Jelinek and Mercer 1980, by online expectation maximisation; as there, a view has
 * its own trust for contexts that it has seen seldom and for those that it has seen often).
 */
final class SequenceModel {
  private static final int LONGEST = 3;
  private static final int FAR = 12;

  /** How far one call moves the trust in a view: much at first, little later, but never nothing. */
  private static final double LEAST_STEP = 0.002;

  /**
   * A view that has seen a context once is another one than when it has seen it a hundred times.
   */
  private static final int BUCKETS = 5;

  private static final double LIKELY_FLOOR = 1e-9;

  /** A view, and about how often it has seen the context that it is asked about. */
  private record Trusted(Kind kind, int bucket) {}

  /** How much a view is trusted, 0 to 1, and how often that was judged. */
  private record Trust(double share, int judged) {}

  /** What a view says. */
  private static final class Opinion {
    private final Trusted by;

    /** Of all calls, adding up to 1. */
    private final double[] shares;

    Opinion(Trusted by, double[] shares) {
      this.by = by;
      this.shares = shares;
    }
  }

  /** Counts of calls by what came before them. */
  private static final class View {
    private final Map<Object, Map<Integer, Double>> counts = new HashMap<>();

    void count(Object context, int call, double weight) {
      counts.computeIfAbsent(context, key -> new HashMap<>()).merge(call, weight, Double::sum);
    }

    Map<Integer, Double> after(Object context) {
      return counts.getOrDefault(context, Map.of());
    }
  }

  private enum Kind {
    THREE,
    TWO,
    ONE,
    CLASS,
    EARLIER,
    HAND,
    RELATION,
    ALONE,
    ANY
  }

  private final CallSet calls;
  private final RelationTable table;
  private final Map<Kind, View> views = new EnumMap<>(Kind.class);
  private final Map<Trusted, Trust> trust = new HashMap<>();

  /**
   * A model that has seen nothing.
   *
   * @param table relations, which may grow while this uses them
   */
  SequenceModel(CallSet calls, RelationTable table) {
    this.calls = calls;
    this.table = table;
    for (Kind kind : Kind.values()) {
      views.put(kind, new View());
    }
  }

  /** How likely each call is to come next, in proportion. */
  double[] weights(List<Invocation> before, Optional<Call> after) {
    double[] weights = new double[calls.calls().size()];
    double known = 0;
    for (Opinion opinion : opinions(before)) {
      double share = trustIn(opinion.by).share();
      known += share;
      for (int i = 0; i < weights.length; i++) {
        weights[i] += share * opinion.shares[i];
      }
    }
    if (after.isPresent()) {
      for (String from : table.influencing(after.get().name())) {
        int i = indexOf(from);
        if (i >= 0) {
          weights[i] = 2 * weights[i] + known / weights.length;
        }
      }
    }
    return weights;
  }

  /** What those views say that have seen the like of it. */
  private List<Opinion> opinions(List<Invocation> before) {
    List<Opinion> opinions = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      opinion(kind, before).ifPresent(opinions::add);
    }
    return opinions;
  }

  private Optional<Opinion> opinion(Kind kind, List<Invocation> before) {
    double[] sums = new double[calls.calls().size()];
    View view = view(kind);
    switch (kind) {
      case ANY -> Arrays.fill(sums, 1);
      case RELATION -> relations(before, sums);
      case EARLIER -> {
        for (int back = 1; back <= Math.min(FAR, before.size()); back++) {
          Invocation earlier = before.get(before.size() - back);
          double near = 1.0 / back;
          Map<Integer, Double> counts = view.after(earlier.call().name());
          double sum = counts.values().stream().mapToDouble(Double::doubleValue).sum();
          counts.forEach((call, count) -> sums[call] += near * count / sum);
        }
      }
      case HAND -> {
        for (String kindAtHand : atHand(before)) {
          Map<Integer, Double> counts = view.after(kindAtHand);
          double sum = counts.values().stream().mapToDouble(Double::doubleValue).sum();
          counts.forEach((call, count) -> sums[call] += count / sum);
        }
      }
      default ->
          context(kind, before)
              .ifPresent(c -> view.after(c).forEach((call, count) -> sums[call] += count));
    }
    double sum = Arrays.stream(sums).sum();
    if (sum == 0) {
      return Optional.empty();
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= sum;
    }
    int bucket = (int) Math.min(BUCKETS - 1, Math.log(1 + sum) / Math.log(3));
    return Optional.of(new Opinion(new Trusted(kind, bucket), sums));
  }

  private Trust trustIn(Trusted view) {
    return trust.getOrDefault(view, new Trust(1.0 / Kind.values().length, 0));
  }

  private View view(Kind kind) {
    return views.getOrDefault(kind, new View());
  }

  private void relations(List<Invocation> before, double[] into) {
    for (Invocation earlier : before) {
      for (String to : table.influencedBy(earlier.call().name())) {
        int index = indexOf(to);
        if (index >= 0) {
          into[index] += table.get(new Relation(earlier.call().name(), to)).strength();
        }
      }
    }
  }

  private int indexOf(String name) {
    return calls.descriptions().call(name).map(calls::indexOf).orElse(-1);
  }

  /** What a view looks at; empty if there is not enough before. */
  private static Optional<Object> context(Kind kind, List<Invocation> before) {
    return switch (kind) {
      case THREE -> names(before, LONGEST);
      case TWO -> names(before, 2);
      case ONE -> names(before, 1);
      case CLASS ->
          before.isEmpty()
              ? Optional.empty()
              : Optional.of(argumentClass(before.get(before.size() - 1)));
      default -> Optional.of("");
    };
  }

  private static Optional<Object> names(List<Invocation> before, int count) {
    if (before.size() < count) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (Invocation invocation : before.subList(before.size() - count, before.size())) {
      names.add(invocation.call().name());
    }
    return Optional.of(names);
  }

  /** A call with what its plain arguments are like: their constants if small, else their size. */
  private static String argumentClass(Invocation invocation) {
    StringBuilder text = new StringBuilder(invocation.call().name());
    for (Arg arg : invocation.args()) {
      text.append(' ');
      if (arg instanceof Arg.ConstArg number) {
        long value = number.value();
        text.append(
            value >= 0 && value < 1 << 16
                ? Long.toString(value)
                : "b" + Long.numberOfLeadingZeros(value));
      } else if (arg instanceof Arg.ResultArg result) {
        text.append(result.isReference() ? "r" : "n");
      } else {
        text.append(arg instanceof Arg.SpecialArg ? "0" : "p");
      }
    }
    return text.toString();
  }

  /** Kinds of resources that the calls so far have made. */
  private Set<String> atHand(List<Invocation> before) {
    Set<String> kinds = new HashSet<>();
    for (Invocation earlier : before) {
      for (Resource resource : calls.descriptions().flow(earlier.call()).made()) {
        kinds.add(resource.name());
      }
    }
    return kinds;
  }

  /** Takes in a program that was kept. */
  void learn(Program program) {
    List<Invocation> all = program.invocations();
    for (int i = 0; i < all.size(); i++) {
      int call = calls.indexOf(all.get(i).call());
      if (call >= 0) {
        judge(all.subList(0, i), call);
        count(all.subList(0, i), call);
      }
    }
  }

  /** Views that held the call for likely gain trust from those that did not. */
  private void judge(List<Invocation> before, int call) {
    List<Opinion> opinions = opinions(before);
    double sum = 0;
    for (Opinion opinion : opinions) {
      sum += trustIn(opinion.by).share() * Math.max(LIKELY_FLOOR, opinion.shares[call]);
    }
    for (Opinion opinion : opinions) {
      Trust now = trustIn(opinion.by);
      double part = now.share() * Math.max(LIKELY_FLOOR, opinion.shares[call]) / sum;
      double step = Math.max(LEAST_STEP, 1.0 / (now.judged() + 10));
      trust.put(opinion.by, new Trust(now.share() + step * (part - now.share()), now.judged() + 1));
    }
  }

  private void count(List<Invocation> before, int call) {
    for (Kind kind : Kind.values()) {
      View view = view(kind);
      switch (kind) {
        case ANY, RELATION -> {}
        case EARLIER -> {
          for (int back = 1; back <= Math.min(FAR, before.size()); back++) {
            view.count(before.get(before.size() - back).call().name(), call, 1);
          }
        }
        case HAND -> atHand(before).forEach(hand -> view.count(hand, call, 1));
        default -> context(kind, before).ifPresent(context -> view.count(context, call, 1));
      }
    }
  }
}
