package io.trimtab.actuators.kernel;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes with a time limit, off the calling thread.
 *
 * <p>Some kernel files block their writer for seconds: a memory limit that has to reclaim first, a
 * scheduler switch that waits for a busy queue to drain. A write that is still under way when its
 * time is over cannot be called back and may land later; the file is then held back, and the next
 * write to it first waits for the old one, so that an undo is never overtaken by what it undoes.
 */
public final class TimedWriter {
  private final KernelFiles files;
  private final Duration limit;
  private final Map<String, CompletableFuture<Void>> underWay = new HashMap<>();

  public TimedWriter(KernelFiles files, Duration limit) {
    this.files = files;
    this.limit = limit;
  }

  /**
   * Writes one value.
   *
   * @throws KernelFileException when the kernel refuses it, or {@link FileError#TIMED_OUT} when it
   *     (or an earlier write to the same file) does not return within the limit
   */
  public void write(String path, String value) {
    CompletableFuture<Void> earlier = underWay.get(path);
    if (earlier != null && !settled(earlier)) {
      throw timedOut(path, "an earlier write is still blocked in the kernel");
    }
    CompletableFuture<Void> write = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                files.write(path, value);
                write.complete(null);
              } catch (Throwable e) {
                write.completeExceptionally(e);
              }
            },
            "write " + path);
    thread.setDaemon(true);
    thread.start();
    underWay.put(path, write);
    await(path, write);
  }

  /** Whether a write to this file has not returned yet. */
  public boolean isUnderWay(String path) {
    CompletableFuture<Void> write = underWay.get(path);
    return write != null && !write.isDone();
  }

  private void await(String path, CompletableFuture<Void> write) {
    if (!settled(write)) {
      throw timedOut(path, "the write did not return within " + limit.toMillis() + " ms");
    }
    underWay.remove(path);
    try {
      write.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Waits out the limit even on an interrupted thread: an undo must not be cut short. */
  private boolean settled(CompletableFuture<Void> write) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        try {
          write.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          return true;
        } catch (ExecutionException e) {
          return true;
        } catch (TimeoutException e) {
          return false;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static KernelFileException timedOut(String path, String cause) {
    return new KernelFileException(path, FileError.TIMED_OUT, cause);
  }
}
