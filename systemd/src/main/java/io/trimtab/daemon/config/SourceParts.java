package io.trimtab.daemon.config;

import com.google.gson.JsonObject;
import io.trimtab.daemon.config.DaemonConfig.Source;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A source of numbers as it is written: what kind, and the keys that go with that kind. Texts are
 * empty where they were not given.
 */
record SourceParts(
    Kind kind, List<String> command, String url, String metric, String path, Duration timeout) {
  static final Duration TIMEOUT = Duration.ofSeconds(1);
  static final Form<Kind> KIND = Forms.word(Kind.class);
  static final Form<List<String>> COMMAND =
      Forms.list(
          Forms.of("a word", text -> text, text -> text),
          "an array of words such as [\"/usr/local/bin/p99\"]");
  static final Form<String> URL =
      Forms.of(
          "an address such as \"http://127.0.0.1:9100/metrics\"",
          SourceParts::checkedUrl,
          text -> text);
  static final Form<String> TEXT = Forms.of("a text", text -> text, text -> text);
  static final Form<Duration> TIMEOUT_FORM =
      Forms.duration(Duration.ofMillis(10), Duration.ofSeconds(30));

  enum Kind {
    PRESSURE,
    EXEC,
    PROMETHEUS,
    FILE
  }

  private static String checkedUrl(String text) {
    if (!text.isEmpty()) {
      URI uri = URI.create(text);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!isHttp || uri.getHost() == null) {
        throw new IllegalArgumentException();
      }
    }
    return text;
  }

  /**
   * The source that this is.
   *
   * @throws WrongValue if a key that goes with its kind is missing
   */
  Source compose() {
    return switch (kind) {
      case PRESSURE -> new Source.Pressure();
      case EXEC -> {
        if (command.isEmpty()) {
          throw missing("command", "[\"/usr/local/bin/p99\"]");
        }
        if (!command.get(0).startsWith("/")) {
          throw new WrongValue(
              "command: " + TomlText.quoted(command.get(0)) + " is not an absolute path");
        }
        yield new Source.Exec(command, timeout);
      }
      case PROMETHEUS -> {
        if (url.isEmpty()) {
          throw missing("url", "\"http://127.0.0.1:9100/metrics\"");
        }
        if (metric.isEmpty()) {
          throw missing("metric", "\"http_requests_total\"");
        }
        yield new Source.Prometheus(url, metric, timeout);
      }
      case FILE -> {
        if (!path.startsWith("/")) {
          throw path.isEmpty()
              ? missing("path", "\"/run/app/p99\"")
              : new WrongValue("path: " + TomlText.quoted(path) + " is not an absolute path");
        }
        yield new Source.File(Path.of(path));
      }
    };
  }

  private WrongValue missing(String key, String example) {
    return new WrongValue(
        "source = \""
            + Forms.word(kind)
            + "\" needs a key "
            + key
            + ", such as "
            + key
            + " = "
            + example);
  }

  /** The keys that are given and mean nothing for this kind. */
  List<String> unused() {
    List<String> unused = new ArrayList<>();
    if (kind != Kind.EXEC && !command.isEmpty()) {
      unused.add("command");
    }
    if (kind != Kind.PROMETHEUS && !url.isEmpty()) {
      unused.add("url");
    }
    if (kind != Kind.PROMETHEUS && !metric.isEmpty()) {
      unused.add("metric");
    }
    if (kind != Kind.FILE && !path.isEmpty()) {
      unused.add("path");
    }
    return unused;
  }

  /** What a source looks like where it is written. */
  static void write(Source source, JsonObject json) {
    if (source instanceof Source.Exec exec) {
      json.addProperty("source", "exec");
      json.add("command", COMMAND.json(exec.words()));
      json.addProperty("timeout", DurationText.text(exec.limit()));
    } else if (source instanceof Source.Prometheus prometheus) {
      json.addProperty("source", "prometheus");
      json.addProperty("url", prometheus.url());
      json.addProperty("metric", prometheus.metric());
      json.addProperty("timeout", DurationText.text(prometheus.limit()));
    } else if (source instanceof Source.File file) {
      json.addProperty("source", "file");
      json.addProperty("path", file.path().toString());
    } else {
      json.addProperty("source", "pressure");
    }
  }
}
