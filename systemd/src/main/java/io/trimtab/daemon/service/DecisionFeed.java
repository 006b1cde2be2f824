package io.trimtab.daemon.service;

import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has been decided since one last looked; each decision once. Of one thread. */
final class DecisionFeed {
  private static final int MOST = 200;

  private final DecisionLog decisions;
  private final Set<String> seen =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > 2 * MOST;
            }
          });
  private Instant since;
  private long looked = -1;

  /**
   * Creates a feed.
   *
   * @param since none from before
   */
  DecisionFeed(DecisionLog decisions, Instant since) {
    this.decisions = decisions;
    this.since = since;
  }

  /** What is new. To look is cheap where nothing is. */
  List<Decision> next() {
    List<Decision> fresh = new ArrayList<>();
    long appended = decisions.appended();
    if (appended == looked) {
      return fresh;
    }
    looked = appended;
    for (Decision decision : decisions.since(since, MOST)) {
      if (seen.add(decision.id())) {
        fresh.add(decision);
        // The clock may have been set back.
        since = decision.time().isAfter(since) ? decision.time() : since;
      }
    }
    return fresh;
  }
}
