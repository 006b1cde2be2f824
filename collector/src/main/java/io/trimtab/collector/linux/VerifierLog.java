package io.trimtab.collector.linux;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a line for people of what the kernel's verifier says when it refuses a program. */
final class VerifierLog {
  private static final int MAX_LENGTH = 200;
  private static final Pattern UNKNOWN_HELPER = Pattern.compile("unknown func (bpf_\\w+)#\\d+");
  private static final Pattern CORE_RELOCATION =
      Pattern.compile("failed to resolve CO-RE relocation (.*)");

  private VerifierLog() {}

  /**
   * @param log not blank
   */
  static String explain(String log) {
    List<String> lines = log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    Matcher relocation = CORE_RELOCATION.matcher(log);
    if (relocation.find()) {
      return "this kernel's structures are others than it knows ("
          + shorten(relocation.group(1))
          + ")";
    }
    Matcher helper = UNKNOWN_HELPER.matcher(log);
    if (helper.find()) {
      return "this kernel has no " + helper.group(1) + "()";
    }
    // The last line but for the statistics is the verifier's verdict.
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (!isStatistics(lines.get(i))) {
        return "the verifier refused it: " + shorten(lines.get(i));
      }
    }
    return "the verifier refused it";
  }

  private static boolean isStatistics(String line) {
    return line.startsWith("processed ")
        || line.startsWith("verification time ")
        || line.startsWith("stack depth ")
        || line.startsWith("mark_precise:");
  }

  private static String shorten(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
  }
}
