package io.trimtab.daemon.control;

import io.trimtab.actuators.kernel.IoCause;
import io.trimtab.daemon.DaemonException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/** The daemon's end of the control socket. */
public final class ControlServer implements AutoCloseable {
  /** Requests are a few words; answers go to people. */
  static final Limits LIMITS = new Limits(16, 4096, 1000, Duration.ofSeconds(10), 200);

  private final ControlSocket socket;
  private final BoundedServer server;

  private ControlServer(ControlSocket socket, BoundedServer server) {
    this.socket = socket;
    this.server = server;
  }

  /**
   * Answers from now on.
   *
   * @param path the socket's
   * @param group whose members may read; empty for none
   * @throws DaemonException if another daemon answers there, or it cannot be made
   */
  public static ControlServer start(Path path, String group, Daemon daemon) {
    return start(path, group, daemon, LIMITS);
  }

  static ControlServer start(Path path, String group, Daemon daemon, Limits limits) {
    ControlSocket socket = ControlSocket.listen(path, group);
    boolean isServed = false;
    try {
      Set<UserPrincipal> masters = new HashSet<>(List.of(root(), self()));
      BoundedServer server =
          BoundedServer.start(
              "control",
              socket.channel(),
              limits,
              new ControlProtocol(daemon, masters::contains),
              ControlServer::caller);
      isServed = true;
      return new ControlServer(socket, server);
    } catch (IOException e) {
      throw DaemonException.failed(path + ": cannot be served: " + IoCause.of(e), e);
    } finally {
      if (!isServed) {
        socket.close();
      }
    }
  }

  private static UserPrincipal root() throws IOException {
    return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
  }

  /** Who runs this daemon can do anything with it. */
  private static UserPrincipal self() throws IOException {
    return Files.getOwner(Path.of("/proc/self"));
  }

  private static Optional<UserPrincipal> caller(SocketChannel channel) {
    try {
      return Optional.of(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** What stands in the way of the group's members, if anything does. */
  public Optional<String> problem() {
    return socket.problem();
  }

  @Override
  public void close() {
    server.close();
    socket.close();
  }
}
