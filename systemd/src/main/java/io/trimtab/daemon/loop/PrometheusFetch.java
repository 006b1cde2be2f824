package io.trimtab.daemon.loop;

import io.trimtab.daemon.config.DaemonConfig.Source;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    HttpResponse<byte[]> response = fetch();
    if (response.statusCode() != 200) {
      throw new IOException(source.url() + " answered with status " + response.statusCode());
    }
    return value(new String(response.body(), StandardCharsets.UTF_8), nanos.getAsLong());
  }

  /** The whole answer, within the limit: a request's own timeout may end with the headers. */
  private HttpResponse<byte[]> fetch() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(source.url())).GET().build();
    BoundedBody body = new BoundedBody(MOST_BYTES, "it answered with more than 4 MiB");
    CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> body);
    try {
      return answer.get(source.limit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          source.url() + " gave no whole answer within " + source.limit().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(source.url() + ": " + why(e), e);
    } finally {
      answer.cancel(true);
      body.cancel();
    }
  }

  private static String why(ExecutionException e) {
    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
    return Objects.requireNonNullElse(cause.getMessage(), "it cannot be reached");
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
