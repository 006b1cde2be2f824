package io.trimtab.features.classify;

import io.trimtab.features.FeaturesException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a training recording's ticks are labelled with: {@code CLASS/PROGRAM/INTENSITY}, such as
 * {@code random_read/fio-psync/2}. Ticks without such a label belong to no run.
 *
 * @param workload the workload class's word
 * @param program the program's name within its class
 * @param intensity how hard it works: a small number or a word
 */
public record RunLabel(String workload, String program, String intensity)
    implements Comparable<RunLabel> {
  private static final String WORD = "([a-z0-9][a-z0-9_.-]{0,39})";
  private static final Pattern FORM = Pattern.compile(WORD + "/" + WORD + "/" + WORD);

  /**
   * @throws FeaturesException if a part is not made of lower-case letters, digits, {@code _ . -}
   */
  public RunLabel {
    String text = workload + "/" + program + "/" + intensity;
    if (!FORM.matcher(text).matches()) {
      throw new FeaturesException(
          "\"" + text + "\" is not CLASS/PROGRAM/INTENSITY, such as random_read/fio-psync/2");
    }
  }

  /** The label that a text is, if it is one. */
  public static Optional<RunLabel> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new RunLabel(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** Its class and program. */
  public String programName() {
    return workload + "/" + program;
  }

  /** Whether no class fits it. */
  public boolean isNovel() {
    return workload.equals(WorkloadClass.NOVEL);
  }

  @Override
  public int compareTo(RunLabel other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return programName() + "/" + intensity;
  }
}
