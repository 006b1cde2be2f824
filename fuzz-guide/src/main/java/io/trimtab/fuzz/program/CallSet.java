package io.trimtab.fuzz.program;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The calls that programs are made of: those that are wanted and whose resources can be made. */
public final class CallSet {
  private final Descriptions descriptions;
  private final List<Call> calls;
  private final Set<Call> members;
  private final Map<Call, Integer> index = new HashMap<>();
  private final Map<String, List<Call>> makers = new HashMap<>();

  private CallSet(Descriptions descriptions, Set<Call> members) {
    this.descriptions = descriptions;
    this.members = Set.copyOf(members);
    calls = List.copyOf(members);
    for (int i = 0; i < calls.size(); i++) {
      index.put(calls.get(i), i);
    }
  }

  /** Every call that can be made up. */
  public static CallSet all(Descriptions descriptions) {
    return of(descriptions, call -> true);
  }

  /**
   * Calls that are wanted, without those that take a resource that no wanted call makes.
   *
   * @throws FuzzException if none is left
   */
  public static CallSet of(Descriptions descriptions, Predicate<Call> isWanted) {
    Set<Call> left = new LinkedHashSet<>();
    for (Call call : descriptions.calls()) {
      if (call.isGenerated() && isWanted.test(call)) {
        left.add(call);
      }
    }
    boolean hasChanged = true;
    while (hasChanged) {
      Set<Resource> made = new HashSet<>();
      left.forEach(call -> made.addAll(descriptions.flow(call).made()));
      hasChanged = left.removeIf(call -> !canBeFed(descriptions, call, made));
    }
    if (left.isEmpty()) {
      throw FuzzException.invalid(
          "no call is left: each one takes a resource that none of them makes; add calls");
    }
    return new CallSet(descriptions, left);
  }

  private static boolean canBeFed(Descriptions descriptions, Call call, Set<Resource> made) {
    Set<Resource> own = descriptions.flow(call).made();
    for (Resource wanted : descriptions.flow(call).taken()) {
      boolean isMade = made.stream().anyMatch(resource -> resource.isA(wanted));
      // One that goes in and comes out of the same call begins with a special value.
      if (!isMade && !own.contains(wanted)) {
        return false;
      }
    }
    return true;
  }

  public Descriptions descriptions() {
    return descriptions;
  }

  /** In the order of their descriptions. */
  public List<Call> calls() {
    return calls;
  }

  /** The place of a call among them; -1 if it is none of them. */
  public int indexOf(Call call) {
    return index.getOrDefault(call, -1);
  }

  public boolean contains(Call call) {
    return members.contains(call);
  }

  /** Any of them, each as likely. */
  public Call any(RandomGenerator random) {
    return calls.get(random.nextInt(calls.size()));
  }

  /** Those of them that make a resource. */
  List<Call> makersOf(Resource resource) {
    synchronized (makers) {
      List<Call> known = makers.get(resource.name());
      if (known == null) {
        known = new ArrayList<>(descriptions.makersOf(resource));
        known.removeIf(call -> !members.contains(call));
        known = List.copyOf(known);
        makers.put(resource.name(), known);
      }
      return known;
    }
  }
}
