package io.trimtab.fuzz.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of a kernel, with the resources that flow between them. Immutable. */
public final class Descriptions {
  private final List<Call> calls;
  private final Map<String, Call> byName = new LinkedHashMap<>();
  private final List<Resource> resources;
  private final Map<String, Flow> flows = new HashMap<>();
  private final Map<String, List<Call>> makers = new HashMap<>();
  private final ArrayType squashed;

  /**
   * Descriptions.
   *
   * @param calls with ids from 0 in this order
   * @param squashed the type of what complex arguments become
   */
  public Descriptions(List<Call> calls, List<Resource> resources, ArrayType squashed) {
    this.calls = List.copyOf(calls);
    this.resources = List.copyOf(resources);
    this.squashed = squashed;
    calls.forEach(call -> byName.put(call.name(), call));
  }

  public List<Call> calls() {
    return calls;
  }

  public Optional<Call> call(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public List<Resource> resources() {
    return resources;
  }

  /** The type of what complex arguments become: bytes and resources in a row. */
  public ArrayType squashed() {
    return squashed;
  }

  /** What a call makes and takes. */
  public Flow flow(Call call) {
    synchronized (flows) {
      return flows.computeIfAbsent(call.name(), name -> Flow.of(call));
    }
  }

  /** Calls that are generated and make a resource that can be given where this one is wanted. */
  public List<Call> makersOf(Resource wanted) {
    synchronized (makers) {
      List<Call> known = makers.get(wanted.name());
      if (known == null) {
        known = new ArrayList<>();
        for (Call call : calls) {
          if (call.isGenerated()
              && flow(call).made().stream().anyMatch(resource -> resource.isA(wanted))) {
            known.add(call);
          }
        }
        known = List.copyOf(known);
        makers.put(wanted.name(), known);
      }
      return known;
    }
  }
}
