package io.trimtab.daemon.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A server that its clients cannot harm: two threads, whatever they do; one waits for all
 * connections, and the other answers one request after another. Each client has so much memory and
 * so much time, and there are so many of them; what comes too fast has to wait.
 */
public final class BoundedServer implements AutoCloseable {
  private static final long SECOND_MILLIS = 1000;

  /** Finished work, of the answering thread for the other. */
  private record Done(Connection connection, Protocol.Answer answer) {}

  private final ServerSocketChannel listening;
  private final Limits limits;
  private final Protocol protocol;
  private final Function<SocketChannel, Optional<UserPrincipal>> callers;
  private final Selector selector;
  private final SelectionKey accepting;
  private final Thread thread;
  private final ThreadPoolExecutor worker;
  private final Queue<Done> done = new ConcurrentLinkedQueue<>();
  private final Set<Connection> connections = new HashSet<>();
  private final Pace accepts;
  private final Pace answers;
  private long acceptAgain;
  private volatile boolean isClosed;

  private BoundedServer(
      String name,
      ServerSocketChannel listening,
      Limits limits,
      Protocol protocol,
      Function<SocketChannel, Optional<UserPrincipal>> callers)
      throws IOException {
    this.listening = listening;
    this.limits = limits;
    this.protocol = protocol;
    this.callers = callers;
    listening.configureBlocking(false);
    selector = Selector.open();
    accepting = listening.register(selector, SelectionKey.OP_ACCEPT);
    accepts = new Pace(limits.perSecond(), System.nanoTime());
    answers = new Pace(limits.perSecond(), System.nanoTime());
    worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.clients()),
            task -> daemon(task, name + "-answers"));
    thread = daemon(this::serve, name);
  }

  /**
   * Serves from now on.
   *
   * @param name of its threads
   * @param listening bound already; closed with the server
   * @param callers tells who is at the other end, where that can be known
   */
  public static BoundedServer start(
      String name,
      ServerSocketChannel listening,
      Limits limits,
      Protocol protocol,
      Function<SocketChannel, Optional<UserPrincipal>> callers)
      throws IOException {
    BoundedServer server = new BoundedServer(name, listening, limits, protocol, callers);
    server.thread.start();
    return server;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void serve() {
    while (!isClosed) {
      try {
        selector.select(waitMillis());
        step(System.nanoTime());
      } catch (IOException | RuntimeException | LinkageError e) {
        // Of the selector itself, a bug, or a class that the runtime lacks: never a reason to spin,
        // or to stop serving.
        pause(SECOND_MILLIS);
      }
    }
    connections.forEach(Connection::close);
  }

  private void step(long now) {
    List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
    selector.selectedKeys().clear();
    if (acceptAgain != 0 && now - acceptAgain >= 0) {
      acceptAgain = 0;
      accepting.interestOps(SelectionKey.OP_ACCEPT);
    }
    for (Done each = done.poll(); each != null; each = done.poll()) {
      if (each.connection().isOpen()) {
        each.connection().send(each.answer(), now);
        guarded(each.connection(), now);
      }
    }
    for (SelectionKey key : ready) {
      if (key == accepting) {
        accept(now);
      } else if (key.attachment() instanceof Connection connection) {
        guarded(connection, now);
      }
    }
    List<Connection> late = connections.stream().filter(c -> c.deadline() - now <= 0).toList();
    late.forEach(this::drop);
  }

  /** Until the first deadline; 0 for ever. */
  private long waitMillis() {
    long now = System.nanoTime();
    long first = acceptAgain == 0 ? Long.MAX_VALUE : acceptAgain - now;
    for (Connection connection : connections) {
      long deadline = connection.deadline();
      first = Math.min(first, deadline == Long.MAX_VALUE ? deadline : deadline - now);
    }
    return first == Long.MAX_VALUE ? 0 : Math.max(1, first / 1_000_000 + 1);
  }

  private void accept(long now) {
    try {
      SocketChannel channel = listening.accept();
      if (channel == null) {
        return;
      }
      if (connections.size() >= limits.clients()) {
        connections.stream()
            .min(
                Comparator.comparing(Connection::isAtWork)
                    .thenComparingLong(connection -> connection.since() - now))
            .ifPresent(this::drop);
      }
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      Connection connection = new Connection(channel, key, callers.apply(channel), limits, now);
      key.attach(connection);
      connections.add(connection);
    } catch (IOException e) {
      // That client has gone, or descriptors are short: wait before the next.
      acceptAgain = now + TimeUnit.MILLISECONDS.toNanos(SECOND_MILLIS);
    }
    long wait = accepts.count(now);
    if (wait > 0) {
      acceptAgain = now + wait;
    }
    if (acceptAgain != 0) {
      accepting.interestOps(0);
    }
  }

  private void guarded(Connection connection, long now) {
    try {
      if (!advance(connection, now)) {
        drop(connection);
      }
    } catch (IOException | CancelledKeyException | RejectedExecutionException e) {
      drop(connection);
    }
  }

  /**
   * Does what can be done for a connection.
   *
   * @return false if it is over
   */
  private boolean advance(Connection connection, long now) throws IOException {
    if (connection.isAtWork()) {
      return true;
    }
    if (!connection.write(now)) {
      return true;
    }
    if (connection.isLast()) {
      return false;
    }
    connection.read();
    Optional<byte[]> request = connection.take(protocol);
    if (request.isPresent()) {
      worker.execute(() -> work(connection, request.get()));
    } else if (connection.isTooLong()) {
      connection.send(new Protocol.Answer(protocol.tooLong(), true), now);
    } else {
      return !connection.isEnded();
    }
    return true;
  }

  private void work(Connection connection, byte[] request) {
    long wait = answers.count(System.nanoTime());
    if (wait > 0) {
      pause(TimeUnit.NANOSECONDS.toMillis(wait));
    }
    Protocol.Answer answer = new Protocol.Answer(ByteBuffer.allocate(0), true);
    try {
      answer = protocol.answer(request, connection.caller());
    } finally {
      // Even if it throws, which would be a bug, the connection ends.
      done.add(new Done(connection, answer));
      selector.wakeup();
    }
  }

  private void drop(Connection connection) {
    connections.remove(connection);
    connection.close();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it: no more answers, and all connections closed. */
  @Override
  public void close() {
    isClosed = true;
    worker.shutdownNow();
    selector.wakeup();
    boolean isInterrupted = Thread.interrupted();
    try {
      thread.join(SECOND_MILLIS);
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    try {
      listening.close();
      selector.close();
    } catch (IOException e) {
      // What is left of them goes with the process.
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
