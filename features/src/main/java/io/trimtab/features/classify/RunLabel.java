package io.trimtab.features.classify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording's ticks say of themselves: {@code CLASS/PROGRAM/INTENSITY}.
 *
 * @param workload the class's word
 * @param program what ran
 * @param intensity how hard, as a small whole number or a word
 */
public record RunLabel(String workload, String program, String intensity) {
  private static final Pattern FORM = Pattern.compile("([a-z_]+)/([^/,\\s]+)/([^/,\\s]+)");

  /** Reads one; empty if the text has another form. */
  public static Optional<RunLabel> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new RunLabel(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** Whether no class fits it. */
  public boolean isNovel() {
    return workload.equals(WorkloadClass.NOVEL);
  }

  @Override
  public String toString() {
    return workload + "/" + program + "/" + intensity;
  }
}
