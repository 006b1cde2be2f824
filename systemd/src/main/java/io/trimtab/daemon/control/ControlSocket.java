package io.trimtab.daemon.control;

import io.trimtab.actuators.kernel.IoCause;
import io.trimtab.daemon.DaemonException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/**
 * The daemon's socket in the file system. Who may open it, may read: root, and the members of a
 * group. The kernel sees to that by the file's mode.
 */
public final class ControlSocket implements AutoCloseable {
  private static final int BACKLOG = 16;

  private final Path path;
  private final ServerSocketChannel channel;
  private final Optional<String> problem;

  private ControlSocket(Path path, ServerSocketChannel channel, Optional<String> problem) {
    this.path = path;
    this.channel = channel;
    this.problem = problem;
  }

  /**
   * Listens.
   *
   * @param path replaced, if it is the socket of a daemon that has died
   * @param group whose members may connect; empty for the user of this process alone
   * @throws DaemonException if another daemon answers there, or it cannot be made
   */
  public static ControlSocket listen(Path path, String group) {
    try {
      Path directory = path.toAbsolutePath().getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
      removeStale(path);
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
        return new ControlSocket(path, channel, admit(path, group));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw DaemonException.failed(path + ": cannot listen there: " + IoCause.of(e), e);
    }
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    boolean isAnswered = true;
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
    } catch (IOException e) {
      isAnswered = false;
    }
    if (isAnswered) {
      throw new DaemonException(
          DaemonException.Kind.FAILED,
          "another daemon answers at " + path + "; end it first: systemctl stop trimtab");
    }
    Files.delete(path);
  }

  /**
   * Lets the group in.
   *
   * @return why it could not be, if so
   */
  private static Optional<String> admit(Path path, String group) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    if (group.isEmpty()) {
      return Optional.empty();
    }
    try {
      GroupPrincipal wanted =
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByGroupName(group);
      // Where the service's own group is the one already, it may lack the right to change it.
      if (!view.readAttributes().group().equals(wanted)) {
        view.setGroup(wanted);
      }
      view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
      return Optional.empty();
    } catch (UserPrincipalNotFoundException e) {
      return Optional.of("there is no group " + group + ": only root can use " + path);
    } catch (IOException e) {
      return Optional.of(
          path
              + " cannot be given to the group "
              + group
              + " ("
              + IoCause.of(e)
              + "): only root can use it");
    }
  }

  public ServerSocketChannel channel() {
    return channel;
  }

  /** What stands in the way of the group's members, if anything does. */
  public Optional<String> problem() {
    return problem;
  }

  /** Stops listening, and removes the file. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw DaemonException.failed(path + ": cannot be removed: " + IoCause.of(e), e);
    }
  }
}
