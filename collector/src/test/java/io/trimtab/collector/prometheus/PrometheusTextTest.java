package io.trimtab.collector.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final Pattern LINE =
      Pattern.compile(
          "(?<name>[a-z_][a-z0-9_]*)(\\{(?<labels>[a-z]+=\"([^\"\\\\]|\\\\.)*\"(,le=\"[^\"]+\")?|le=\"[^\"]+\")})? (?<value>\\S+)");

  private final Layout layout =
      new Layout(
          SCHEMA,
          Map.of(
              Scope.CPU, List.of("0", "1"),
              Scope.DEVICE, List.of("vda"),
              Scope.CGROUP, List.of("/a \"b\"\\c")));
  private final Sample sample = new Sample(layout);

  /** A sample with a number everywhere. */
  private Sample full() {
    for (int i = 0; i < layout.size(); i++) {
      sample.set(i, i);
    }
    return sample;
  }

  private static String text(Sample sample) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PrometheusText().write(sample, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void unitsAreSecondsAndBytes() throws IOException {
    sample.set(layout.at(SCHEMA.get("sched.time_user")), 1_500_000_000L);
    sample.set(layout.at(SCHEMA.get("memory.free")), 4096);
    sample.set(layout.at(SCHEMA.get("psi.io_full_avg10")), 1234);
    sample.set(layout.at(SCHEMA.get("cpu.time_idle"), 1), 20_000_000);
    sample.set(layout.at(SCHEMA.get("block.read_bytes"), 0), 512);

    String text = text(sample);

    assertTrue(text.contains("# TYPE trimtab_sched_time_user_seconds_total counter\n"), text);
    assertTrue(text.contains("\ntrimtab_sched_time_user_seconds_total 1.5\n"), text);
    assertTrue(text.contains("\ntrimtab_memory_free_bytes 4096.0\n"), text);
    assertTrue(text.contains("\ntrimtab_psi_io_full_avg10_ratio 0.1234\n"), text);
    assertTrue(text.contains("\ntrimtab_cpu_time_idle_seconds_total{cpu=\"1\"} 0.02\n"), text);
    assertTrue(text.contains("\ntrimtab_block_read_bytes_total{device=\"vda\"} 512.0\n"), text);
    assertFalse(text.contains("cpu=\"0\""), "what is absent has no line");
  }

  @Test
  void bucketsAreCumulativeAndIncludeTheirBound() throws IOException {
    Metric size = SCHEMA.get("block.size");
    int at = layout.at(size, 0);
    for (int i = 0; i <= Buckets.COUNT; i++) {
      sample.set(at + i, 0);
    }
    sample.set(at + Buckets.of(4096), 3);
    sample.set(at + Buckets.of(Long.MAX_VALUE), 1);
    sample.set(at + Buckets.COUNT, 99_000);

    String text = text(sample);

    String name = "trimtab_block_size_bytes";
    assertTrue(text.contains(name + "_bucket{device=\"vda\",le=\"4095.0\"} 0\n"), text);
    assertTrue(text.contains(name + "_bucket{device=\"vda\",le=\"8191.0\"} 3\n"), text);
    assertTrue(text.contains(name + "_bucket{device=\"vda\",le=\"+Inf\"} 4\n"), text);
    assertTrue(text.contains(name + "_count{device=\"vda\"} 4\n"), text);
    assertTrue(text.contains(name + "_sum{device=\"vda\"} 99000.0\n"), text);
  }

  @Test
  void everyLineParsesAndBelongsToADeclaredMetric() throws IOException {
    Set<String> declared = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (String line : text(full()).lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        assertTrue(declared.add(line.split(" ")[2]), () -> "twice: " + line);
      } else if (!line.startsWith("# HELP ")) {
        Matcher matcher = LINE.matcher(line);
        assertTrue(matcher.matches(), line);
        assertTrue(Double.isFinite(Double.parseDouble(matcher.group("value"))), line);
        String series = matcher.group("name");
        String base = series.replaceFirst("_(bucket|count|sum)$", "");
        assertTrue(declared.contains(series) || declared.contains(base), line);
        assertTrue(seen.add(series + "{" + matcher.group("labels")), () -> "twice: " + line);
      }
    }
    assertEquals(SCHEMA.metrics().size(), declared.size());
    for (Metric metric : SCHEMA.metrics()) {
      assertTrue(declared.contains(PrometheusName.text(metric)), metric.name());
    }
  }

  @Test
  void anEmptySampleIsEmptyText() throws IOException {
    assertEquals("", text(sample));
  }
}
