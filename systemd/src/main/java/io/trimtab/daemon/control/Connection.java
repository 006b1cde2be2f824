package io.trimtab.daemon.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: it reads a request, waits for the answer, writes it, and so on. Of the
 * selector's thread alone.
 */
final class Connection {
  private static final int FIRST_BYTES = 512;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Optional<UserPrincipal> caller;
  private final Limits limits;
  private final ByteBuffer chunk = ByteBuffer.allocate(FIRST_BYTES);
  private byte[] received = new byte[FIRST_BYTES];
  private int count;
  private int requests;
  private long since;
  private boolean isAtWork;
  private @Nullable ByteBuffer sending;
  private boolean isLast;
  private boolean isEnded;

  Connection(
      SocketChannel channel,
      SelectionKey key,
      Optional<UserPrincipal> caller,
      Limits limits,
      long now) {
    this.channel = channel;
    this.key = key;
    this.caller = caller;
    this.limits = limits;
    this.since = now;
  }

  Optional<UserPrincipal> caller() {
    return caller;
  }

  /** When it began to wait for what it waits for. */
  long since() {
    return since;
  }

  boolean isAtWork() {
    return isAtWork;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** When the client must have done its part; never while the answer is being worked on. */
  long deadline() {
    return isAtWork ? Long.MAX_VALUE : since + limits.patience().toNanos();
  }

  /** Reads what has come. */
  void read() throws IOException {
    chunk.clear();
    int read = channel.read(chunk);
    if (read < 0) {
      isEnded = true;
      return;
    }
    int wanted = Math.min(count + read, limits.requestBytes() + 1);
    if (wanted > received.length) {
      received = Arrays.copyOf(received, Math.max(wanted, 2 * received.length));
    }
    chunk.flip().get(received, count, wanted - count);
    count = wanted;
  }

  /** Whether the client sends no more; it may still wait for answers. */
  boolean isEnded() {
    return isEnded;
  }

  /** Whether more has come than a request may have. */
  boolean isTooLong() {
    return count > limits.requestBytes();
  }

  /** Takes the first request out, if it is complete; from then on its answer is worked on. */
  Optional<byte[]> take(Protocol protocol) {
    int length = count == 0 ? 0 : protocol.length(received, count);
    if (length == 0) {
      key.interestOps(SelectionKey.OP_READ);
      return Optional.empty();
    }
    byte[] request = Arrays.copyOf(received, length);
    System.arraycopy(received, length, received, 0, count - length);
    count -= length;
    requests++;
    isAtWork = true;
    // Whatever else the client sends has to wait until it has got its answer.
    key.interestOps(0);
    return Optional.of(request);
  }

  /** Begins to send an answer. */
  void send(Protocol.Answer answer, long now) {
    isAtWork = false;
    isLast = answer.isLast() || requests >= limits.requests();
    sending = answer.bytes();
    since = now;
    key.interestOps(SelectionKey.OP_WRITE);
  }

  /**
   * Sends as much as goes.
   *
   * @return whether all of it has gone
   */
  boolean write(long now) throws IOException {
    ByteBuffer rest = sending;
    if (rest == null) {
      return true;
    }
    channel.write(rest);
    if (rest.hasRemaining()) {
      return false;
    }
    sending = null;
    since = now;
    return true;
  }

  /** Whether what was sent is the last. */
  boolean isLast() {
    return isLast;
  }

  void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone in any case.
    }
  }
}
