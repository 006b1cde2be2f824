package io.trimtab.daemon.service;

import io.trimtab.actuators.kernel.IoCause;
import io.trimtab.daemon.config.DaemonConfig.Exposure;
import io.trimtab.daemon.control.BoundedServer;
import io.trimtab.daemon.control.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics as others see them: over HTTP, in a file, both or neither. Of one thread. */
final class Exposed implements AutoCloseable {
  private static final Limits LIMITS = new Limits(8, 8192, 1, Duration.ofSeconds(5), 20);
  private static final int BACKLOG = 8;
  private static final Duration FILE_EVERY = Duration.ofSeconds(15);

  private final Supplier<String> metrics;
  private final ServiceLog log;
  private @Nullable Exposure exposure;
  private @Nullable BoundedServer server;
  private @Nullable Textfile textfile;

  Exposed(Supplier<String> metrics, ServiceLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /** Exposes as configured; what has changed is begun anew. What cannot be is logged. */
  void expose(Exposure wanted) {
    Exposure before = exposure;
    exposure = wanted;
    if (before == null || !before.prometheus().equals(wanted.prometheus())) {
      closeServer();
      wanted.prometheus().ifPresent(this::serve);
    }
    if (before == null || !before.textfile().equals(wanted.textfile())) {
      closeTextfile();
      wanted
          .textfile()
          .ifPresent(
              file ->
                  textfile =
                      Textfile.start(
                          file,
                          metrics,
                          FILE_EVERY,
                          problem -> log.log(Message.TEXTFILE_NOT_WRITTEN, problem)));
    }
  }

  private void serve(InetSocketAddress address) {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.bind(address, BACKLOG);
      server =
          BoundedServer.start(
              "metrics", channel, LIMITS, new MetricsProtocol(metrics), any -> Optional.empty());
    } catch (IOException e) {
      log.log(
          Message.METRICS_NOT_SERVED,
          "metrics are not served on " + address + ": " + IoCause.of(e));
      close(channel);
    }
  }

  private static void close(@Nullable ServerSocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It was never used.
    }
  }

  private void closeServer() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  private void closeTextfile() {
    if (textfile != null) {
      textfile.close();
      textfile = null;
    }
  }

  @Override
  public void close() {
    closeServer();
    closeTextfile();
  }
}
