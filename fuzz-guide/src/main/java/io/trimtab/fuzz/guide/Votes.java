package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.relation.RelationTable;
import java.util.List;
import java.util.Optional;

/** What relations say of the next call. */
final class Votes {
  private final CallSet calls;
  private final RelationTable table;

  Votes(CallSet calls, RelationTable table) {
    this.calls = calls;
    this.table = table;
  }

  /** For each call one for each relation that leads to it, or from it to the one after. */
  double[] of(List<Invocation> before, Optional<Call> after) {
    double[] votes = new double[calls.calls().size()];
    for (Invocation invocation : before) {
      for (String to : table.influencedBy(invocation.call().name())) {
        vote(to, votes);
      }
    }
    if (after.isPresent()) {
      for (String from : table.influencing(after.get().name())) {
        vote(from, votes);
      }
    }
    return votes;
  }

  private void vote(String name, double[] votes) {
    calls
        .descriptions()
        .call(name)
        .map(calls::indexOf)
        .filter(index -> index >= 0)
        .ifPresent(index -> votes[index]++);
  }
}
