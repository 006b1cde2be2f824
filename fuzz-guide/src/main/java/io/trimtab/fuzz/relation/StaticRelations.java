package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.program.CallSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Relations that descriptions tell: a call that makes a resource influences those that take it, or
 * a more general one (static learning of HEALER, Sun et al., SOSP 2021, section 4.1).
 */
public final class StaticRelations {
  private StaticRelations() {}

  /** Those among some calls. */
  public static RelationTable of(CallSet calls) {
    RelationTable table = new RelationTable();
    Descriptions descriptions = calls.descriptions();
    Map<String, List<Call>> takers = new HashMap<>();
    for (Call taker : calls.calls()) {
      for (Resource taken : descriptions.flow(taker).taken()) {
        takers.computeIfAbsent(taken.name(), key -> new ArrayList<>()).add(taker);
      }
    }
    for (Call maker : calls.calls()) {
      for (Resource made : descriptions.flow(maker).made()) {
        made.kinds().stream()
            .flatMap(kind -> takers.getOrDefault(kind, List.of()).stream())
            .distinct()
            .forEach(
                taker ->
                    table.add(
                        new Relation(maker.name(), taker.name()), Evidence.flow(made.name())));
      }
    }
    return table;
  }
}
