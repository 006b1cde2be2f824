package io.trimtab.tuner.experience;

import io.trimtab.tuner.TunerException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * Experience as it is learned from: episodes with their trials and baselines.
 *
 * @param episodes in the order in which they were begun
 */
public record Experience(List<EpisodeLog> episodes) {
  public Experience {
    episodes = List.copyOf(episodes);
  }

  /**
   * Reads a whole file, which may be written to meanwhile.
   *
   * @throws TunerException if it is missing, of another schema, damaged, or something else
   */
  public static Experience read(Path file) {
    try (Connection connection = ExperienceFile.openForReading(file)) {
      connection.setAutoCommit(false);
      return new Experience(new ExperienceRows(connection, file.toString()).episodes());
    } catch (SQLException e) {
      throw ExperienceCause.of(file, e);
    }
  }

  /** Returns the episodes of several, in their order. */
  public static Experience together(List<Experience> several) {
    return new Experience(several.stream().flatMap(one -> one.episodes().stream()).toList());
  }

  /** Returns the episodes that meet a condition. */
  public Experience only(Predicate<EpisodeLog> condition) {
    return new Experience(episodes.stream().filter(condition).toList());
  }

  /** Returns the places at which there are trials, each once. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (EpisodeLog log : episodes) {
      Place place = log.episode().place();
      if (places.stream().noneMatch(place::isSame)) {
        places.add(place);
      }
    }
    return places;
  }

  /** Returns only what was recorded at a place. */
  public Experience at(Place place) {
    return only(log -> log.episode().place().isSame(place));
  }

  /** Returns the number of trials. */
  public int trials() {
    return episodes.stream().mapToInt(log -> log.trials().size()).sum();
  }

  /**
   * Returns SHA-256, in hexadecimal, of every trial and baseline: what was tried where, and what
   * came of it. When that was does not matter.
   */
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (EpisodeLog log : episodes) {
        add(sha, log.episode().toString() + log.episode().place().name());
        log.baseline().runs().forEach((draw, run) -> add(sha, draw + " " + run));
        for (TrialRecord trial : log.trials()) {
          add(sha, trial.draw() + " " + trial.setting() + " " + trial.evaluation());
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new TunerException("this Java has no SHA-256", e);
    }
  }

  private static void add(MessageDigest sha, String line) {
    sha.update(line.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) '\n');
  }
}
