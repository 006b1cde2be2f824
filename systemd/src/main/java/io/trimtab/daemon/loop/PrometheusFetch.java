package io.trimtab.daemon.loop;

import io.trimtab.daemon.config.DaemonConfig.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * A metric of a Prometheus endpoint: the sum over all series whose name, with labels if they are
 * given, it is. Of a counter, how much it grew a second.
 */
final class PrometheusFetch implements Readings.Fetch {
  private static final int MOST_BYTES = 4 << 20;

  private final Source.Prometheus source;
  private final LongSupplier nanos;
  private final HttpClient client;
  private double before = Double.NaN;
  private long beforeNanos;

  PrometheusFetch(Source.Prometheus source, LongSupplier nanos) {
    this.source = source;
    this.nanos = nanos;
    this.client = HttpClient.newBuilder().connectTimeout(source.limit()).build();
  }

  @Override
  public OptionalDouble get() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(source.url())).timeout(source.limit()).GET().build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    String text;
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(source.url() + " answered with more than 4 MiB");
      }
      text = new String(bytes, StandardCharsets.UTF_8);
    }
    if (response.statusCode() != 200) {
      throw new IOException(source.url() + " answered with status " + response.statusCode());
    }
    return value(text, nanos.getAsLong());
  }

  /** What a page says. */
  OptionalDouble value(String text, long now) throws IOException {
    double sum = PrometheusPage.sum(text, source.metric());
    if (Double.isNaN(sum)) {
      throw new IOException(source.url() + " has no " + source.metric());
    }
    if (!PrometheusPage.isCounter(text, source.metric())) {
      return OptionalDouble.of(sum);
    }
    double last = before;
    long lastNanos = beforeNanos;
    before = sum;
    beforeNanos = now;
    // One that went backwards began anew.
    return Double.isNaN(last) || sum < last || now <= lastNanos
        ? OptionalDouble.empty()
        : OptionalDouble.of((sum - last) * 1e9 / (now - lastNanos));
  }
}
