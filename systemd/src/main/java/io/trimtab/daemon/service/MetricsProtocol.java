package io.trimtab.daemon.service;

import io.trimtab.collector.prometheus.PrometheusText;
import io.trimtab.daemon.control.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.function.Supplier;

/** As much HTTP as a scrape takes: GET or HEAD of /metrics, and the connection ends. */
final class MetricsProtocol implements Protocol {
  private final Supplier<String> metrics;

  MetricsProtocol(Supplier<String> metrics) {
    this.metrics = metrics;
  }

  /** The head ends with an empty line; there is no body. */
  @Override
  public int length(byte[] bytes, int count) {
    for (int i = 1; i < count; i++) {
      boolean isEmptyLine =
          bytes[i] == '\n'
              && (bytes[i - 1] == '\n' || (i >= 2 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n'));
      if (isEmptyLine) {
        return i + 1;
      }
    }
    return 0;
  }

  @Override
  public Answer answer(byte[] request, Optional<UserPrincipal> caller) {
    String head = new String(request, StandardCharsets.ISO_8859_1);
    String[] words = head.substring(0, head.indexOf('\n')).strip().split(" ");
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      return respond("400 Bad Request", "text/plain", "not HTTP/1\n", true);
    }
    boolean hasBody = !words[0].equals("HEAD");
    if (hasBody && !words[0].equals("GET")) {
      return respond("405 Method Not Allowed", "text/plain", "GET and HEAD alone\n", true);
    }
    String path = words[1].replaceFirst("\\?.*", "");
    if (!path.equals("/metrics")) {
      return respond("404 Not Found", "text/plain", "metrics are at /metrics\n", hasBody);
    }
    try {
      return respond("200 OK", PrometheusText.CONTENT_TYPE, metrics.get(), hasBody);
    } catch (RuntimeException e) {
      return respond("500 Internal Server Error", "text/plain", e + "\n", hasBody);
    }
  }

  @Override
  public ByteBuffer tooLong() {
    return respond("431 Request Header Fields Too Large", "text/plain", "too long\n", true).bytes();
  }

  private static Answer respond(String status, String type, String body, boolean hasBody) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + content.length
            + "\r\nConnection: close\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer all = ByteBuffer.allocate(start.length + (hasBody ? content.length : 0));
    all.put(start);
    if (hasBody) {
      all.put(content);
    }
    return new Answer(all.flip(), true);
  }
}
