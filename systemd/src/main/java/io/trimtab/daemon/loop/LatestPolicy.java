package io.trimtab.daemon.loop;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The policy of a file, whenever there is one: what was trained at night is asked from the next
 * question on. Used by the model's thread alone, but for its trouble.
 */
final class LatestPolicy implements Proposer {
  private final Path file;
  private final Catalogue catalogue;
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
    if (!now.equals(read)) {
      read = now;
      policy = now.flatMap(time -> read());
    }
    return policy.flatMap(each -> each.propose(question));
  }

  private Optional<FileTime> time() {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (NoSuchFileException e) {
      trouble = Optional.empty();
    } catch (IOException e) {
      trouble = Optional.of(file + " cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<PolicyProposer> read() {
    try {
      PolicyProposer latest = new PolicyProposer(PolicyFile.read(file), catalogue);
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
