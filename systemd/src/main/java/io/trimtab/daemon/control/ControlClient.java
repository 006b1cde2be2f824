package io.trimtab.daemon.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.actuators.kernel.IoCause;
import io.trimtab.daemon.DaemonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Asks the daemon; a connection for each request. */
public final class ControlClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 64 << 20;

  private final Path socket;

  public ControlClient(Path socket) {
    this.socket = socket;
  }

  /** A request without anything else to it. */
  public JsonElement ask(String verb) {
    return ask(verb, new JsonObject());
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param verb what the daemon is to do, such as {@code status}
   * @param details what else the request says
   * @return the answer's result
   * @throws DaemonException as the daemon says, or if there is none, or if it does not answer
   */
  public JsonElement ask(String verb, JsonObject details) {
    JsonObject request = details.deepCopy();
    request.addProperty("v", ControlProtocol.VERSION);
    request.addProperty("do", verb);
    String answer = exchange((request + "\n").getBytes(StandardCharsets.UTF_8));
    JsonObject reply;
    try {
      reply = JsonParser.parseString(answer).getAsJsonObject();
      if (reply.get("ok").getAsBoolean()) {
        return reply.get("result");
      }
    } catch (RuntimeException e) {
      throw DaemonException.failed(socket + ": what answers there is not Trimtab's daemon", e);
    }
    throw new DaemonException(
        DaemonException.Kind.valueOf(reply.get("kind").getAsString().toUpperCase(Locale.ROOT)),
        reply.get("error").getAsString());
  }

  private String exchange(byte[] request) {
    try (SocketChannel channel = connect();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
      long end = System.nanoTime() + PATIENCE.toNanos();
      ByteBuffer sending = ByteBuffer.wrap(request);
      while (sending.hasRemaining()) {
        await(selector, end);
        channel.write(sending);
      }
      key.interestOps(SelectionKey.OP_READ);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
      while (answer.size() < MAX_BYTES) {
        await(selector, end);
        chunk.clear();
        int count = channel.read(chunk);
        if (count < 0) {
          break;
        }
        answer.write(chunk.array(), 0, count);
        if (count > 0 && chunk.get(count - 1) == '\n') {
          return answer.toString(StandardCharsets.UTF_8);
        }
      }
      throw new DaemonException(
          DaemonException.Kind.FAILED, "the daemon hung up; look at journalctl -u trimtab");
    } catch (IOException e) {
      throw DaemonException.failed("the daemon hung up: " + IoCause.of(e), e);
    }
  }

  private static void await(Selector selector, long end) throws IOException {
    long left = (end - System.nanoTime()) / 1_000_000;
    selector.selectedKeys().clear();
    if (left <= 0 || selector.select(left) == 0) {
      throw new DaemonException(
          DaemonException.Kind.FAILED,
          "the daemon has not answered for "
              + PATIENCE.toSeconds()
              + " s; look at journalctl -u trimtab");
    }
  }

  private SocketChannel connect() throws IOException {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (ConnectException e) {
      throw absent("nothing answers at " + socket, e);
    } catch (IOException e) {
      Path directory = socket.toAbsolutePath().getParent();
      if (String.valueOf(e.getMessage()).contains("ermission denied")
          || (directory != null
              && Files.isDirectory(directory)
              && !Files.isExecutable(directory))) {
        throw new DaemonException(
            DaemonException.Kind.UNAVAILABLE,
            socket + " is for root and the daemon's group: run with sudo",
            e);
      }
      if (!Files.exists(socket)) {
        throw absent("there is no " + socket, e);
      }
      throw e;
    }
  }

  private static DaemonException absent(String why, IOException cause) {
    return new DaemonException(
        DaemonException.Kind.UNAVAILABLE,
        "no daemon runs here: "
            + why
            + "; start it with sudo systemctl start trimtab, or sudo trimtab run",
        cause);
  }
}
