package io.trimtab.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send garbage, too much, too slowly, or nothing: others are served all the same. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileClientsTest {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final String STATUS = "{\"v\":1,\"do\":\"status\"}\n";

  @TempDir private Path directory;
  private final List<SocketChannel> open = new ArrayList<>();
  private ControlServer server;

  @AfterEach
  void close() throws IOException {
    for (SocketChannel channel : open) {
      channel.close();
    }
    server.close();
  }

  @Test
  void tenThousandGarbageRequestsAreAnsweredAndHurtNobody() throws IOException {
    start(new Limits(16, 4096, 500, Duration.ofSeconds(10), 1_000_000));
    Random random = new Random(6);
    int answered = 0;
    for (int sent = 0; sent < 10_000; sent += 500) {
      SocketChannel channel = connect();
      for (int i = 0; i < 500; i++) {
        send(channel, garbage(random));
        JsonElement reply = JsonParser.parseString(line(channel));
        assertNotNull(reply.getAsJsonObject().get("ok"), reply::toString);
        answered++;
      }
      channel.close();
    }
    assertEquals(10_000, answered);
    works();
  }

  /** Bytes without a line end, and damaged requests. */
  private static byte[] garbage(Random random) {
    byte[] bytes;
    if (random.nextBoolean()) {
      bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
    } else {
      bytes =
          "{\"v\":1,\"do\":\"log\",\"most\":5,\"since\":\"2026-11-29T08:00:00Z\"}"
              .getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == (byte) 10 ? (byte) 32 : bytes[i];
    }
    byte[] request = java.util.Arrays.copyOf(bytes, bytes.length + 1);
    request[bytes.length] = '\n';
    return request;
  }

  @Test
  void deeplyNestedJsonIsRefused() throws IOException {
    start(ControlServer.LIMITS);
    SocketChannel channel = connect();

    send(channel, ("[".repeat(4000) + "\n").getBytes(StandardCharsets.UTF_8));

    assertFalse(JsonParser.parseString(line(channel)).getAsJsonObject().get("ok").getAsBoolean());
    works();
  }

  @Test
  void aLineThatIsTooLongEndsTheConnection() throws IOException {
    start(new Limits(16, 100, 500, Duration.ofSeconds(10), 1000));
    SocketChannel channel = connect();

    send(channel, "x".repeat(101).getBytes(StandardCharsets.UTF_8));

    assertTrue(line(channel).contains("too long"));
    assertEquals("", line(channel), "closed");
    works();
  }

  @Test
  void oneThatSendsByteAfterByteRunsOutOfTime() throws Exception {
    start(new Limits(16, 4096, 500, PATIENCE, 1000));
    SocketChannel slow = connect();
    long begin = System.nanoTime();
    boolean isCut = false;
    while (!isCut && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20)) {
      try {
        send(slow, new byte[] {' '});
        Thread.sleep(20);
      } catch (IOException e) {
        isCut = true;
      }
    }
    assertTrue(isCut);
    works();
  }

  @Test
  void oneThatFetchesNoAnswersRunsOutOfTime() throws Exception {
    start(new Limits(16, 4096, 1_000_000, PATIENCE, 1_000_000));
    SocketChannel deaf = connect();
    deaf.configureBlocking(false);
    ByteBuffer requests = ByteBuffer.wrap(STATUS.repeat(1000).getBytes(StandardCharsets.UTF_8));
    long begin = System.nanoTime();
    boolean isCut = false;
    while (!isCut && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20)) {
      try {
        requests.rewind();
        deaf.write(requests);
        Thread.sleep(20);
      } catch (IOException e) {
        isCut = true;
      }
    }
    assertTrue(isCut);
    works();
  }

  @Test
  void whoeverHangsMakesRoomForOthers() throws IOException {
    start(new Limits(4, 4096, 500, Duration.ofMinutes(1), 1000));
    for (int i = 0; i < 40; i++) {
      connect();
    }
    works();
  }

  @Test
  void aFloodOfConnectionsIsPaced() throws IOException {
    start(new Limits(4, 4096, 500, Duration.ofSeconds(10), 50));
    long begin = System.nanoTime();
    for (int i = 0; i < 150; i++) {
      connect();
    }
    works();
    assertTrue(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(900));
  }

  @Test
  void oneThatSaysNoMoreStillGetsItsAnswers() throws IOException {
    start(ControlServer.LIMITS);
    SocketChannel half = connect();
    send(half, (STATUS + STATUS).getBytes(StandardCharsets.UTF_8));

    half.shutdownOutput();

    assertTrue(line(half).startsWith("{\"v\":1,\"ok\":true"));
    assertTrue(line(half).startsWith("{\"v\":1,\"ok\":true"));
    assertEquals("", line(half));
  }

  @Test
  void aConnectionHasSoManyRequests() throws IOException {
    start(new Limits(16, 4096, 2, Duration.ofSeconds(10), 1000));
    SocketChannel channel = connect();
    send(channel, STATUS.repeat(3).getBytes(StandardCharsets.UTF_8));

    assertTrue(line(channel).contains("\"ok\":true"));
    assertTrue(line(channel).contains("\"ok\":true"));
    assertEquals("", line(channel));
  }

  private void start(Limits limits) {
    server = ControlServer.start(directory.resolve("s"), "", new SmallDaemon(), limits);
  }

  private void works() {
    JsonObject status = new ControlClient(directory.resolve("s")).ask("status").getAsJsonObject();
    assertEquals("trial", status.get("mode").getAsString());
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("s")));
    open.add(channel);
    return channel;
  }

  private static void send(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** The next line; empty at the end. */
  private static String line(SocketChannel channel) throws IOException {
    StringBuilder line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (true) {
      one.clear();
      int count;
      try {
        count = channel.read(one);
      } catch (IOException e) {
        return line.toString();
      }
      if (count < 0 || one.get(0) == '\n') {
        return line.toString();
      }
      line.append((char) one.get(0));
    }
  }
}
