package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.DaemonConfig.Source;
import io.trimtab.features.extract.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objectives of the administrator's own, from real commands, files and servers. */
class ReadingsTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String PAGE =
      """
      # HELP http_requests_total Requests
      # TYPE http_requests_total counter
      http_requests_total{code="200"} 1000
      http_requests_total{code="500"} 20 1700000000000
      # TYPE latency_seconds gauge
      latency_seconds 0.25
      latency_seconds_max 9
      """;

  @TempDir private Path directory;

  @Test
  void aCommandsFirstNumberCounts() {
    assertEquals(41.5, value(new Source.Exec(List.of("echo", "latency: 41.5 ms"), LIMIT)), 0);
  }

  @Test
  void aCommandIsRunWithoutAShell() throws IOException {
    Path file = directory.resolve("made");
    Reading reading = Readings.of(new Source.Exec(List.of("echo", "1; touch " + file), LIMIT));
    assertEquals(1, await(reading), 0);
    assertTrue(Files.notExists(file));
    reading.close();
  }

  @Test
  void aCommandThatHangsIsEndedAndTold() {
    try (Reading reading =
        Readings.of(new Source.Exec(List.of("sleep", "60"), Duration.ofMillis(200)))) {
      awaitTrouble(reading);
      assertTrue(reading.trouble().orElseThrow().contains("did not end"), reading::toString);
    }
  }

  @Test
  void aFilesFirstNumberCounts() throws IOException {
    Path file = Files.writeString(directory.resolve("number"), "requests 12e3\n");
    assertEquals(12_000, value(new Source.File(file)), 0);
    try (Reading missing = Readings.of(new Source.File(directory.resolve("none")))) {
      awaitTrouble(missing);
      assertTrue(missing.trouble().isPresent());
    }
  }

  @Test
  void whatIsKnownOfAConstraintStaysAndIsTellableFromWhatIsNew() throws IOException {
    Path file = Files.writeString(directory.resolve("p99"), "9\n");
    DaemonConfig.Constraint constraint =
        new DaemonConfig.Constraint("p99", new Source.File(file), true, 5);
    try (ConstraintReadings readings = new ConstraintReadings(List.of(constraint))) {
      Sight.Constraints seen = await(() -> readings.look(INTERVAL), c -> !c.renewed().isEmpty());
      assertEquals(List.of("p99"), seen.broken());
      Files.delete(file);
      await(() -> readings.look(INTERVAL), c -> !readings.troubles().isEmpty());
      assertEquals(STALE, readings.look(INTERVAL));
      Files.writeString(file, "4\n");
      seen = await(() -> readings.look(INTERVAL), c -> !c.renewed().isEmpty());
      assertEquals(List.of(), seen.broken());
    }
  }

  private static final Sight.Constraints STALE = new Sight.Constraints(List.of(), List.of("p99"));

  private static <T> T await(Supplier<T> look, Predicate<T> isSeen) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    T seen = look.get();
    while (!isSeen.test(seen) && System.nanoTime() < end) {
      Thread.onSpinWait();
      seen = look.get();
    }
    assertTrue(isSeen.test(seen), () -> "not seen within 20 s");
    return seen;
  }

  @Test
  void aGaugeIsTakenAsItIsAndACounterAsItsRate() throws IOException {
    assertEquals(0.25, PrometheusPage.sum(PAGE, "latency_seconds"), 0);
    assertEquals(1020, PrometheusPage.sum(PAGE, "http_requests_total"), 0);
    assertEquals(1000, PrometheusPage.sum(PAGE, "http_requests_total{code=\"200\"}"), 0);
    assertTrue(Double.isNaN(PrometheusPage.sum(PAGE, "http_requests")));
    PrometheusFetch fetch = fetch("http://127.0.0.1:1/metrics", "http_requests_total");
    assertEquals(OptionalDouble.empty(), fetch.value(PAGE, 1_000_000_000L));
    assertEquals(OptionalDouble.of(10), fetch.value(PAGE.replace(" 20 ", " 40 "), 3_000_000_000L));
    assertEquals(
        OptionalDouble.empty(), fetch.value(PAGE, 4_000_000_000L), "it began anew, or was reset");
    assertThrows(IOException.class, () -> fetch.value("# nothing\n", 5_000_000_000L));
  }

  @Test
  void anEndpointIsAsked() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] junk = new byte[1 << 16];
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(junk);
          }
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      assertEquals(
          0.25, value(new Source.Prometheus(url + "/metrics", "latency_seconds", LIMIT)), 0);
      IOException tooMuch =
          assertThrows(IOException.class, () -> fetch(url + "/endless", "x").get());
      assertTrue(tooMuch.getMessage().contains("more than 4 MiB"), tooMuch::getMessage);
      IOException missing = assertThrows(IOException.class, () -> fetch(url + "/none", "x").get());
      assertTrue(missing.getMessage().contains("status 404"), missing::getMessage);
    } finally {
      server.stop(0);
    }
  }

  /** The head comes, and some of the body; the rest never does. */
  @Test
  void anAnswerThatStallsIsGivenUp() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AtomicInteger closed = new AtomicInteger();
      Thread stalling = new Thread(() -> stall(server, closed), "stalling");
      stalling.setDaemon(true);
      stalling.start();
      PrometheusFetch fetch =
          new PrometheusFetch(
              new Source.Prometheus(
                  "http://127.0.0.1:" + server.getLocalPort() + "/metrics",
                  "latency_seconds",
                  Duration.ofMillis(500)),
              System::nanoTime);
      for (int i = 0; i < 2; i++) {
        IOException stalled =
            assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThrows(IOException.class, fetch::get));
        assertTrue(
            stalled.getMessage().contains("no whole answer within 500 ms"), stalled::getMessage);
      }
      assertEquals(2, await(closed::get, number -> number == 2), "connections are closed");
    }
  }

  /** Counts the connections that the other side has closed. */
  private static void stall(ServerSocket server, AtomicInteger closed) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        byte[] request = new byte[4096];
        int length = in.read(request);
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nlatency_seconds";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        while (length >= 0) {
          length = in.read(request);
        }
        closed.incrementAndGet();
      } catch (IOException e) {
        closed.incrementAndGet(); // Reset by the other side, or the server's end.
      }
    }
  }

  private static PrometheusFetch fetch(String url, String metric) {
    return new PrometheusFetch(new Source.Prometheus(url, metric, LIMIT), System::nanoTime);
  }

  private static double value(Source source) {
    try (Reading reading = Readings.of(source)) {
      return await(reading);
    }
  }

  private static double await(Reading reading) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    OptionalDouble value = reading.next(INTERVAL);
    while (value.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
      value = reading.next(INTERVAL);
    }
    return value.orElseThrow();
  }

  private static void awaitTrouble(Reading reading) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    boolean isTold = false;
    while (!isTold && System.nanoTime() < end) {
      reading.next(INTERVAL);
      isTold = reading.trouble().filter(why -> !why.contains("no answer")).isPresent();
      Thread.onSpinWait();
    }
  }

  private static final Interval INTERVAL = interval();

  private static Interval interval() {
    Layout layout = new Layout(Schema.shipped(), Map.of());
    Sample before = new Sample(layout);
    before.begin(0, 0);
    Sample after = new Sample(layout);
    after.begin(1_000_000_000L, 1_000_000_000L);
    return new Interval(before, after);
  }
}
