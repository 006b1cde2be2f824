package io.trimtab.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.daemon.config.DaemonConfig.Exposure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics over HTTP and in a file. */
class ExposedTest {
  private static final String METRICS = "trimtab_up 1\n";

  @TempDir private Path directory;
  private final StringWriter said = new StringWriter();
  private final Exposed exposed =
      new Exposed(() -> METRICS, new ServiceLog(new PrintWriter(said), Map.of(), System::nanoTime));

  @AfterEach
  void close() {
    exposed.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /metrics HTTP/1.1, 200 OK, true",
    "GET /metrics?x=1 HTTP/1.0, 200 OK, true",
    "HEAD /metrics HTTP/1.1, 200 OK, false",
    "GET / HTTP/1.1, 404 Not Found, false",
    "POST /metrics HTTP/1.1, 405 Method Not Allowed, false",
    "GET /metrics, 400 Bad Request, false",
    "'\u0001\u0002', 400 Bad Request, false",
  })
  void aScrapeGetsThemAndNothingElseDoes(String request, String status, boolean hasMetrics)
      throws IOException {
    int port = serve();

    String response = exchange(port, request + "\r\nHost: localhost\r\n\r\n");

    assertTrue(response.startsWith("HTTP/1.1 " + status + "\r\n"), response);
    assertEquals(hasMetrics, response.endsWith("\r\n\r\n" + METRICS), response);
  }

  @Test
  void aHeadThatIsTooLongIsRefused() throws IOException {
    int port = serve();

    String response = exchange(port, "GET /metrics HTTP/1.1\r\nX: " + "x".repeat(8200));

    assertTrue(response.isEmpty() || response.startsWith("HTTP/1.1 431"), response);
    assertTrue(exchange(port, "GET /metrics HTTP/1.1\r\n\r\n").endsWith(METRICS));
  }

  @Test
  void anAddressThatIsTakenIsLoggedAndNoReasonToFail() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      exposed.expose(exposure(Optional.of(taken.getLocalPort()), Optional.empty()));
    }
    assertTrue(said.toString().contains("[T0022] metrics are not served on "), said.toString());
  }

  @Test
  void whatIsNoLongerWantedEnds() throws IOException {
    int port = serve();
    exposed.expose(exposure(Optional.empty(), Optional.empty()));

    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(port, free.getLocalPort());
    }
  }

  @Test
  void theFileIsForEverybodyAndGoesWithTheDaemon() throws Exception {
    Path file = directory.resolve("trimtab.prom");
    exposed.expose(exposure(Optional.empty(), Optional.of(file)));
    for (int i = 0; i < 500 && !Files.exists(file); i++) {
      Thread.sleep(10);
    }

    assertEquals(METRICS, Files.readString(file));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    exposed.close();
    assertFalse(Files.exists(file));
  }

  private int serve() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    exposed.expose(exposure(Optional.of(port), Optional.empty()));
    return port;
  }

  private static Exposure exposure(Optional<Integer> port, Optional<Path> file) {
    return new Exposure(
        port.map(number -> new InetSocketAddress(InetAddress.getLoopbackAddress(), number)),
        file,
        "");
  }

  private static String exchange(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.net.SocketException e) {
      // Closed while there was more to read.
      return "";
    }
  }
}
