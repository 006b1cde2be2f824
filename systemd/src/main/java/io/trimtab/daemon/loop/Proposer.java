package io.trimtab.daemon.loop;

import java.util.Optional;

/** Something that proposes what to try. It may be slow, and it may fail; see {@link ModelSide}. */
interface Proposer {
  Optional<Proposal> propose(Question question);
}
