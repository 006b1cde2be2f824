package io.trimtab.collector.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.trimtab.collector.CollectorException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * An eBPF array map in this process's memory: reading it takes no system call. Each element starts
 * at a multiple of {@link #stride()}.
 */
public final class MappedMap implements AutoCloseable {
  private static final int PROT_READ = 1;
  private static final int MAP_SHARED = 1;
  private static final int PAGE = 4096;

  static {
    Native.register(MappedMap.class, "c");
  }

  private final Pointer memory;
  private final long length;
  private final int stride;
  private final int entries;
  private final LongBuffer values;
  private boolean open = true;

  MappedMap(String name, int descriptor, int valueSize, int entries) {
    this.stride = (valueSize + Long.BYTES - 1) / Long.BYTES;
    this.entries = entries;
    this.length = ((long) stride * Long.BYTES * entries + PAGE - 1) / PAGE * PAGE;
    long address = mmap(0, length, PROT_READ, MAP_SHARED, descriptor, 0);
    if (address == -1) {
      throw new CollectorException(
          "cannot map the eBPF map " + name + ": " + Errno.text(Native.getLastError()));
    }
    this.memory = new Pointer(address);
    this.values = memory.getByteBuffer(0, length).order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  /** Numbers from one element to the next. */
  public int stride() {
    return stride;
  }

  public int entries() {
    return entries;
  }

  /** A number of an element: programs change it while it is read, but never half of it. */
  public long get(int at) {
    return values.get(at);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      munmap(memory, length);
    }
  }

  private static native long mmap(
      long address, long length, int protection, int flags, int descriptor, long offset);

  private static native int munmap(Pointer address, long length);
}
