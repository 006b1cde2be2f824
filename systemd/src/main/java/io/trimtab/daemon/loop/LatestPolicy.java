package io.trimtab.daemon.loop;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyFile;
import io.trimtab.tuner.policy.ShippedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The policy of a file, whenever there is one, and otherwise the shipped one: what was trained at
 * night is asked from the next question on. Used by the model's thread alone, but for its trouble.
 */
final class LatestPolicy implements Proposer {
  private static final FileTime UNKNOWN = FileTime.fromMillis(0);

  private final Path file;
  private final Catalogue catalogue;
  private boolean isRead;
  private Optional<FileTime> read = Optional.empty();
  private Optional<PolicyProposer> policy = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();

  LatestPolicy(Path file, Catalogue catalogue) {
    this.file = file;
    this.catalogue = catalogue;
  }

  @Override
  public Optional<Proposal> propose(Question question) {
    Optional<FileTime> now = time();
    if (!isRead || !now.equals(read)) {
      isRead = true;
      read = now;
      policy = load(now.isPresent() ? () -> PolicyFile.read(file) : ShippedPolicy::load);
    }
    return policy.flatMap(each -> each.propose(question));
  }

  /** When the file was written; empty if there is none. */
  private Optional<FileTime> time() {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(UNKNOWN); // Reading it tells why.
    }
  }

  private Optional<PolicyProposer> load(Supplier<Policy> source) {
    try {
      PolicyProposer latest = new PolicyProposer(source.get(), catalogue);
      trouble = Optional.empty();
      return Optional.of(latest);
    } catch (TunerException e) {
      trouble = Optional.of(e.getMessage() + "; trials are searched without it");
      return Optional.empty();
    }
  }

  /** What stands against using it, if there is one. Any thread may ask. */
  Optional<String> trouble() {
    return trouble;
  }
}
