package io.trimtab.tuner.run;

/**
 * How one run of a command went.
 *
 * @param exitCode its exit code; above 128 when a signal ended it
 * @param timedOut whether it was ended because its time was over
 * @param seconds from start to end
 * @param stdout what it printed, up to a limit
 * @param stderrTail the end of what it complained about
 */
public record RunResult(
    int exitCode, boolean timedOut, double seconds, String stdout, String stderrTail) {

  public boolean succeeded() {
    return exitCode == 0 && !timedOut;
  }

  /** Why it did not succeed, in one line. */
  public String failure() {
    if (timedOut) {
      return "did not end within its limit (" + Math.round(seconds) + " s) and was ended";
    }
    String last =
        stderrTail.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("").strip();
    return "exited with " + exitCode + (last.isEmpty() ? "" : ": " + last);
  }
}
