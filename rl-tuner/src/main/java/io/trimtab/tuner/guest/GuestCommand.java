package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import java.time.Duration;
import java.util.List;

/**
 * A program to run in a guest, as root, without a shell.
 *
 * @param words the program and its arguments; a program without a slash is looked for in the
 *     guest's usual directories
 * @param limit how long it may take by the guest's clock, in whole seconds from 1 on; then it is
 *     ended with everything that it has started
 */
public record GuestCommand(List<String> words, Duration limit) {
  private static final Duration USUAL = Duration.ofMinutes(1);
  private static final int MOST_CHARACTERS = 16 << 10;

  public GuestCommand {
    words = List.copyOf(words);
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw TunerException.invalid("no program to run in the guest");
    }
    if (limit.toSeconds() < 1) {
      throw TunerException.invalid("a guest's command needs a second at least");
    }
    if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      throw TunerException.invalid("an argument holds a zero byte");
    }
    if (words.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
      throw TunerException.invalid("more than " + MOST_CHARACTERS + " characters of arguments");
    }
  }

  /** A program that has a minute. */
  public static GuestCommand of(String... words) {
    return new GuestCommand(List.of(words), USUAL);
  }

  /** Writes a value to a file such as a tunable's, in one write as the kernel wants it. */
  public static GuestCommand write(String path, String value) {
    return of("sh", "-c", "printf %s \"$2\" >\"$1\"", "write", path, value);
  }

  /** The same program with another limit. */
  public GuestCommand within(Duration other) {
    return new GuestCommand(words, other);
  }

  /** As a person would type it. */
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
