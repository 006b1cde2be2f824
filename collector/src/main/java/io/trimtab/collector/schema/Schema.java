package io.trimtab.collector.schema;

import io.trimtab.collector.CollectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every metric, in the order in which documents, columns and samples have them. */
public final class Schema {
  private static final String SHIPPED = "metrics.toml";

  private final int version;
  private final Map<String, Metric> byName = new LinkedHashMap<>();
  private final Map<Scope, List<Metric>> byScope = new EnumMap<>(Scope.class);

  /**
   * @param version of the names and their meanings; recordings carry it
   * @throws CollectorException if two metrics share a name
   */
  public Schema(int version, List<Metric> metrics) {
    this.version = version;
    for (Scope scope : Scope.values()) {
      byScope.put(scope, metrics.stream().filter(metric -> metric.scope() == scope).toList());
    }
    for (Metric metric : metrics) {
      if (byName.put(metric.name(), metric) != null) {
        throw new CollectorException("metric " + metric.name() + " is there twice");
      }
    }
  }

  /** The schema that ships with Trimtab; read once. */
  public static Schema shipped() {
    return Shipped.SCHEMA;
  }

  private static Schema readShipped() {
    try (InputStream in = Schema.class.getResourceAsStream(SHIPPED)) {
      byte[] bytes = Objects.requireNonNull(in, SHIPPED).readAllBytes();
      return SchemaReader.read(SHIPPED, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int version() {
    return version;
  }

  public List<Metric> metrics() {
    return new ArrayList<>(byName.values());
  }

  /** The metrics that have one value for each of a scope's instances. */
  public List<Metric> metrics(Scope scope) {
    return byScope.getOrDefault(scope, List.of());
  }

  /** The metrics that one source fills in. */
  public List<Metric> from(String source) {
    return byName.values().stream().filter(metric -> metric.source().equals(source)).toList();
  }

  public Optional<Metric> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The metric of a name that the caller knows to exist.
   *
   * @throws CollectorException if there is none
   */
  public Metric get(String name) {
    Metric metric = byName.get(name);
    if (metric == null) {
      throw new CollectorException("no metric is called " + name);
    }
    return metric;
  }

  /** Read when it is first asked for. */
  private static final class Shipped {
    static final Schema SCHEMA = readShipped();
  }
}
