package io.trimtab.fuzz.tunable;

import io.trimtab.actuators.region.Bound;
import io.trimtab.actuators.region.UnsafeRegion;
import io.trimtab.actuators.region.UnsafeRegions;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.tunable.Health.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Fuzzes the tunables of a machine that may be hurt. First each is turned alone: what the kernel
 * refuses, what does harm and from which value on. Then several at once, and what they do together
 * that none of them does alone is traced to two of them.
 */
public final class TunableFuzzer {
  private static final int MOST_AT_ONCE = 3;
  private static final long THOUSAND = 1000;

  /** So many draws of settings in a row that have all been tried: there are no others left. */
  private static final int MOST_IDLE = 1000;

  private final TunableMachine machine;
  private final List<Knob> knobs;
  private final SplittableRandom random;
  private final String date;
  private final TunableListener listener;
  private final Trials trials;
  private final Limits limits;
  private final List<TunableRelation> relations = new ArrayList<>();
  private final List<UnsafeRegion> regions = new ArrayList<>();

  /** The values that each tunable can have alone without harm. */
  private final Map<Knob, List<Long>> good = new HashMap<>();

  private final Set<Set<String>> settled = new HashSet<>();

  /**
   * @param isOver asked before each trial; what has been found by then is the result
   * @param date of the evidence
   */
  public TunableFuzzer(
      TunableMachine machine,
      long seed,
      BooleanSupplier isOver,
      LocalDate date,
      TunableListener listener) {
    this.machine = machine;
    this.knobs = machine.knobs();
    this.random = new SplittableRandom(seed);
    this.date = date.toString();
    this.listener = listener;
    trials = new Trials(machine, isOver);
    limits = new Limits(trials, knobs);
  }

  /**
   * Fuzzes until it is over.
   *
   * @throws FuzzException if the machine is not well as it comes
   */
  public Findings run() throws InterruptedException {
    try {
      fuzz();
    } catch (Trials.Over e) {
      listener.told("the time is over", trials.count());
    }
    return findings();
  }

  private void fuzz() throws InterruptedException {
    double usual = trials.seconds(Setting.NONE);
    if (Double.isNaN(usual)) {
      throw FuzzException.failed(
          machine.name() + " is not well as it comes: " + trials.once(Setting.NONE, 0).detail());
    }
    trials.usual(usual);
    for (Knob knob : knobs) {
      listener.told(knob.name() + " alone", trials.count());
      alone(knob);
    }
    listener.told("several together", trials.count());
    Interplay interplay = new Interplay(trials, usual);
    int idle = 0;
    while (idle < MOST_IDLE) {
      int before = trials.count();
      together(interplay);
      idle = trials.count() == before ? idle + 1 : 0;
    }
  }

  private Findings findings() {
    return new Findings(machine.name(), trials.count(), relations, new UnsafeRegions(regions));
  }

  private void alone(Knob knob) throws InterruptedException {
    List<Long> safe = new ArrayList<>(List.of(knob.initial()));
    List<Long> harmful = new ArrayList<>();
    List<Long> refused = new ArrayList<>();
    for (long value : knob.values()) {
      Setting setting = Setting.of(knob.name(), value);
      State state = trials.once(setting, 0).state();
      if (state == State.REFUSED) {
        refused.add(value);
      } else if (state.isHarm() && trials.state(setting).isHarm()) {
        harmful.add(value);
      } else if (state == State.WELL) {
        safe.add(value);
      }
    }
    good.put(knob, safe.stream().sorted().distinct().toList());
    constraint(knob, refused);
    upper(knob, safe, harmful);
    lower(knob, safe, harmful);
  }

  /** What the kernel refuses may be refused for another tunable's sake. */
  private void constraint(Knob knob, List<Long> refused) throws InterruptedException {
    Optional<Long> above = refused.stream().filter(v -> v > knob.initial()).min(Long::compare);
    Optional<Long> below = refused.stream().filter(v -> v < knob.initial()).max(Long::compare);
    for (Optional<Long> value : List.of(above, below)) {
      if (value.isPresent()) {
        Optional<TunableRelation> relation = limits.behind(knob, value.get());
        if (relation.isPresent() && isNew(relation.get())) {
          found(relation.get());
        }
      }
    }
  }

  private void upper(Knob knob, List<Long> safe, List<Long> harmful) throws InterruptedException {
    Optional<Long> bad = harmful.stream().filter(v -> v > knob.initial()).min(Long::compare);
    if (bad.isPresent()) {
      long best =
          safe.stream().filter(v -> v < bad.get()).max(Long::compare).orElse(knob.initial());
      long border = border(knob, best, bad.get());
      region(knob, border, relative(knob, border).orElse(Bound.from(knob.name(), border)));
    }
  }

  private void lower(Knob knob, List<Long> safe, List<Long> harmful) throws InterruptedException {
    Optional<Long> bad = harmful.stream().filter(v -> v < knob.initial()).max(Long::compare);
    if (bad.isPresent()) {
      long best =
          safe.stream().filter(v -> v > bad.get()).min(Long::compare).orElse(knob.initial());
      long border = border(knob, best, bad.get());
      region(knob, border, Bound.to(knob.name(), border));
    }
  }

  private long border(Knob knob, long good, long bad) throws InterruptedException {
    return new Borders(trials).between(value -> Setting.of(knob.name(), value), good, bad);
  }

  /** The same border as a share of what it depends on, where that holds elsewhere, too. */
  private Optional<Bound> relative(Knob knob, long border) throws InterruptedException {
    if (knob.isMemory()) {
      long share = THOUSAND * border / machine.memoryKb();
      return share > 0
          ? Optional.of(Bound.from(knob.name(), share).of(Bound.MEMORY))
          : Optional.empty();
    }
    for (TunableRelation relation : relations) {
      if (relation.kind() == TunableRelation.Kind.AT_MOST && relation.from().equals(knob.name())) {
        long whole = initial(relation.to());
        long share = Math.round(Math.ceil((double) THOUSAND * border / whole));
        Setting elsewhere =
            Setting.of(relation.to(), 2 * whole).with(knob.name(), 2 * whole * share / THOUSAND);
        if (share <= THOUSAND && trials.state(elsewhere).isHarm()) {
          return Optional.of(Bound.from(knob.name(), share).of(relation.to()));
        }
      }
    }
    return Optional.empty();
  }

  private long initial(String tunable) {
    return knobs.stream()
        .filter(knob -> knob.name().equals(tunable))
        .mapToLong(Knob::initial)
        .findFirst()
        .orElse(0);
  }

  private void region(Knob knob, long border, Bound bound) throws InterruptedException {
    found(List.of(bound), Setting.of(knob.name(), border));
  }

  private void found(List<Bound> bounds, Setting seen) throws InterruptedException {
    Health health = trials.once(seen, 0);
    for (int draw = 1; draw < Trials.DRAWS && !health.state().isHarm(); draw++) {
      health = trials.once(seen, draw);
    }
    UnsafeRegion region =
        new UnsafeRegion(
            bounds,
            health.detail(),
            "seen on %s with %s, %s".formatted(machine.name(), seen, date));
    regions.add(region);
    listener.told("unsafe: " + region.where() + ": " + region.harm(), trials.count());
    listener.found(findings());
  }

  /** Several at once, those first that have not been together yet. */
  private void together(Interplay interplay) throws InterruptedException {
    List<Knob> able = knobs.stream().filter(knob -> others(knob).size() > 0).toList();
    if (able.size() < 2) {
      return;
    }
    Setting setting = Setting.NONE;
    int count = 2 + random.nextInt(MOST_AT_ONCE - 1);
    while (setting.values().size() < Math.min(count, able.size())) {
      Knob knob = able.get(random.nextInt(able.size()));
      List<Long> values = others(knob);
      setting = setting.with(knob.name(), values.get(random.nextInt(values.size())));
    }
    if (isSettled(setting)) {
      return;
    }
    State state = trials.once(setting, 0).state();
    if (state.isHarm() && trials.state(setting).isHarm()) {
      harm(setting);
    } else if (state == State.WELL) {
      Optional<TunableRelation> relation = interplay.in(setting);
      if (relation.isPresent() && isNew(relation.get())) {
        found(relation.get());
      }
    }
  }

  private List<Long> others(Knob knob) {
    return good.getOrDefault(knob, List.of()).stream()
        .filter(value -> value != knob.initial())
        .toList();
  }

  /** Takes tunables away while the harm stays. */
  private void harm(Setting setting) throws InterruptedException {
    Setting least = setting;
    for (String tunable : setting.tunables()) {
      Setting fewer = least.without(tunable);
      if (!fewer.values().isEmpty() && trials.state(fewer).isHarm()) {
        least = fewer;
      }
    }
    if (least.values().size() < 2 || !settled.add(Set.copyOf(least.tunables()))) {
      return;
    }
    List<Bound> bounds = new ArrayList<>();
    for (Map.Entry<String, Long> each : least.values().entrySet()) {
      bounds.add(
          each.getValue() > initial(each.getKey())
              ? Bound.from(each.getKey(), each.getValue())
              : Bound.to(each.getKey(), each.getValue()));
    }
    found(bounds, least);
  }

  private boolean isSettled(Setting setting) {
    List<String> names = setting.tunables();
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (settled.contains(Set.of(names.get(i), names.get(j)))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isNew(TunableRelation relation) {
    return settled.add(Set.of(relation.from(), relation.to()))
        || relations.stream()
            .noneMatch(
                known ->
                    Set.of(known.from(), known.to())
                        .equals(Set.of(relation.from(), relation.to())));
  }

  private void found(TunableRelation relation) {
    relations.add(relation);
    listener.told(
        relation.from()
            + (relation.kind() == TunableRelation.Kind.AT_MOST ? " at most " : " acts with ")
            + relation.to()
            + ": "
            + relation.evidence(),
        trials.count());
    listener.found(findings());
  }
}
