package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What would be tried if something might be written: so many pieces at once, each once. */
final class Advice {
  private static final int MOST = 12;

  private final Ledger ledger;
  private final Map<String, Decision> given = new LinkedHashMap<>();

  Advice(Ledger ledger) {
    this.ledger = ledger;
  }

  void give(Proposal proposal) {
    String key = Tried.key(Memory.texts(proposal.configuration()));
    if (given.size() >= MOST || given.containsKey(key)) {
      return;
    }
    JsonObject evidence = Ledger.settings(proposal.configuration(), Map.of());
    evidence.addProperty("origin", proposal.origin());
    evidence.addProperty("reason", proposal.reason());
    given.put(
        key,
        ledger.write(
            DecisionKind.ADVISED,
            Ledger.subject(proposal.configuration()),
            proposal.configuration() + " would be tried: " + proposal.reason(),
            Optional.empty(),
            evidence));
  }

  /** It was taken. */
  void taken(Decision decision) {
    given.values().removeIf(each -> each.id().equals(decision.id()));
  }

  /** IDs of the decisions to advise something that nobody has asked for yet. */
  List<String> ids() {
    return given.values().stream().map(Decision::id).toList();
  }

  /** Keys of the configurations that were advised. */
  Set<String> keys() {
    return Set.copyOf(given.keySet());
  }
}
