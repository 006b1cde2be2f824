package io.trimtab.tuner.linux;

import com.sun.jna.Native;
import io.trimtab.tuner.TunerException;
import java.nio.file.Path;

/** posix_fadvise(2): lets a benchmark start cold without touching anybody else's cache. */
public final class PageCache {
  private static final int O_RDONLY = 0;
  private static final int O_CLOEXEC = 02000000;
  private static final int POSIX_FADV_DONTNEED = 4;

  static {
    Native.register(PageCache.class, "c");
  }

  private PageCache() {}

  /**
   * Drops a file's clean pages from the page cache. Pages that are mapped or dirty stay.
   *
   * @throws TunerException when the file cannot be opened
   */
  public static void drop(Path file) {
    int descriptor = open(file.toString(), O_RDONLY | O_CLOEXEC, 0);
    if (descriptor < 0) {
      throw TunerException.invalid(file + ": cannot be opened to drop it from the page cache");
    }
    int error = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    close(descriptor);
    if (error != 0) {
      throw new TunerException(file + ": posix_fadvise failed with error " + error);
    }
  }

  private static native int open(String path, int flags, int mode);

  private static native int posix_fadvise(int descriptor, long offset, long length, int advice);

  private static native int close(int descriptor);
}
