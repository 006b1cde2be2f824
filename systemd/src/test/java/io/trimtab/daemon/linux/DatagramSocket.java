package io.trimtab.daemon.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A datagram socket of the unix kind, as systemd listens on; Java has none. */
public final class DatagramSocket implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
  private static final int POLLIN = 1;
  private static final int MAX_PATH = 107;

  static {
    Native.register(DatagramSocket.class, "c");
  }

  private final int descriptor;

  public DatagramSocket(Path path) {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_PATH) {
      throw new IllegalArgumentException("too long for a socket: " + path);
    }
    descriptor = socket(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
    Memory address = new Memory(2 + MAX_PATH + 1);
    address.clear();
    address.setShort(0, (short) AF_UNIX);
    address.write(2, name, 0, name.length);
    if (descriptor < 0 || bind(descriptor, address, (int) address.size()) != 0) {
      throw new IllegalStateException("cannot listen on " + path);
    }
  }

  /** The next datagram; empty if none comes in time. */
  public Optional<String> receive(Duration patience) {
    Memory polled = new Memory(8);
    polled.setInt(0, descriptor);
    polled.setShort(4, (short) POLLIN);
    polled.setShort(6, (short) 0);
    if (poll(polled, 1, (int) patience.toMillis()) < 1) {
      return Optional.empty();
    }
    byte[] bytes = new byte[4096];
    long count = recv(descriptor, bytes, bytes.length, 0);
    return Optional.of(new String(bytes, 0, (int) Math.max(0, count), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    close(descriptor);
  }

  private static native int socket(int family, int type, int protocol);

  private static native int bind(int descriptor, Pointer address, int length);

  private static native int poll(Pointer descriptors, long count, int timeoutMillis);

  private static native long recv(int descriptor, byte[] bytes, long length, int flags);

  private static native int close(int descriptor);
}
