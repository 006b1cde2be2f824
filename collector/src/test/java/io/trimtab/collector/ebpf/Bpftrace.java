package io.trimtab.collector.ebpf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another tool that observes the same kernel at the same time. */
final class Bpftrace implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("\"data\": \\{\"(@\\w*)\"");
  private static final Pattern BUCKET =
      Pattern.compile("\\{\"min\": (-?\\d+), \"max\": \\d+, \"count\": (\\d+)\\}");
  private static final Pattern BELOW = Pattern.compile("\\{\"max\": -?\\d+, \"count\": (\\d+)\\}");

  /** It needs tracefs; where that is not mounted, it sees a mount of its own. */
  private static final String MOUNTED =
      "mountpoint -q /sys/kernel/tracing || mount -t tracefs tracefs /sys/kernel/tracing;"
          + " exec \"$0\" -f json -e \"$1\"";

  private final Process process;
  private final BufferedReader out;

  private Bpftrace(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a script and waits until it observes. */
  static Bpftrace start(String script) throws IOException {
    Process process =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "sh",
                "-c",
                MOUNTED,
                "bpftrace",
                "BEGIN { print(1); } " + script)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Bpftrace tool = new Bpftrace(process);
    for (String line = tool.out.readLine(); line != null; line = tool.out.readLine()) {
      if (line.contains("\"value\"")) {
        return tool;
      }
    }
    throw new IOException("bpftrace ended at once");
  }

  /**
   * Ends it.
   *
   * @return the histograms among the maps of its script, by name: counts by the least value of each
   *     bucket
   */
  Map<String, Map<Long, Long>> finish() throws IOException, InterruptedException {
    // SIGTERM makes it print its maps; one that comes while it is not looking is lost.
    // (Process.destroy
    // would close the stream as well.)
    boolean ended = false;
    for (int i = 0; i < 10 && !ended; i++) {
      process.toHandle().destroy();
      ended = process.waitFor(2, TimeUnit.SECONDS);
    }
    if (!ended) {
      throw new IOException("bpftrace does not end");
    }
    Map<String, Map<Long, Long>> histograms = new HashMap<>();
    for (String line : out.lines().toList()) {
      Matcher name = NAME.matcher(line);
      if (line.contains("\"hist\"") && name.find()) {
        histograms.put(name.group(1), histogram(line));
      }
    }
    return histograms;
  }

  private static Map<Long, Long> histogram(String line) {
    Map<Long, Long> histogram = new TreeMap<>();
    Matcher bucket = BUCKET.matcher(line);
    while (bucket.find()) {
      histogram.merge(Long.parseLong(bucket.group(1)), Long.parseLong(bucket.group(2)), Long::sum);
    }
    Matcher below = BELOW.matcher(line);
    while (below.find()) {
      histogram.merge(0L, Long.parseLong(below.group(1)), Long::sum);
    }
    return histogram;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
