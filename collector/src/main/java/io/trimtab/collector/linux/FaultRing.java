package io.trimtab.collector.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.trimtab.collector.CollectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The eBPF programs {@code pagefaults} and the ring through which they tell of faults, read through
 * a mapping: a fault costs the reader no call, no copy and no object. One thread reads; another may
 * {@link #wake} it.
 */
public final class FaultRing implements AutoCloseable {
  private static final String OBJECT = "/io/trimtab/collector/ebpf/pagefaults.bpf.o";
  private static final String TARGETS = "targets";
  private static final String RING = "page_faults";

  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final int EFD_CLOEXEC_NONBLOCK = 02000000 | 04000;
  private static final int PR_SET_TIMERSLACK = 29;
  private static final short POLLIN = 1;
  private static final int POLLFD = 8;
  private static final int POLLFD_EVENTS = 4;
  private static final int POLLFD_RESULTS = 6;

  /** A record's header: its length, of which the two highest bits say busy and discarded. */
  private static final int HEADER = 8;

  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  static {
    Native.register(FaultRing.class, "c");
  }

  /** Whose faults are told. */
  public sealed interface Choice {
    /** Those of processes that are put in, and of what they start. */
    record Processes() implements Choice {}

    /**
     * Those of every process in a cgroup, or in one below it.
     *
     * @param inode its directory's
     */
    record Cgroup(long inode) implements Choice {}
  }

  /** Takes what happens in, one by one; the numbers are those of {@code struct page_fault}. */
  public interface Sink {
    /** A fault: {@code majors} and {@code minors} are its thread's counts before it. */
    void fault(long at, long address, long start, int pid, int tid, int majors, int minors, int ip);

    /** A process runs another program now: its addresses mean something else. */
    void exec(long at, long start, int pid);

    /** A process ends. */
    void exit(long at, long start, int pid);
  }

  private final BpfObject object;
  private final Pointer consumerMemory;
  private final Pointer producerMemory;
  private final ByteBuffer consumer;
  private final ByteBuffer producer;
  private final int page = Pages.bytes();
  private final int size;
  private final int descriptor;
  private final int waker;
  private final Memory polled = new Memory(2L * POLLFD);
  private final Memory timeout = new Memory(16);
  private final int at;
  private final int address;
  private final int start;
  private final int tgid;
  private final int tid;
  private final int majors;
  private final int minors;
  private final int ip;
  private final int kind;
  private int patience;
  private boolean open = true;

  private FaultRing(BpfObject object, int waker) {
    this.object = object;
    this.waker = waker;
    this.descriptor = object.descriptor(RING);
    this.size = object.entriesOf(RING);
    this.consumerMemory = map(page, PROT_READ | PROT_WRITE, 0);
    this.producerMemory = map(page + 2L * size, PROT_READ, page);
    this.consumer = consumerMemory.getByteBuffer(0, page).order(ByteOrder.nativeOrder());
    this.producer =
        producerMemory.getByteBuffer(0, page + 2L * size).order(ByteOrder.nativeOrder());
    Map<String, Integer> fields = object.fields("page_fault");
    this.at = place(fields, "at");
    this.address = place(fields, "address");
    this.start = place(fields, "start");
    this.tgid = place(fields, "tgid");
    this.tid = place(fields, "tid");
    this.majors = place(fields, "majors");
    this.minors = place(fields, "minors");
    this.ip = place(fields, "ip");
    this.kind = place(fields, "kind");
  }

  private static int place(Map<String, Integer> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  private Pointer map(long length, int protection, long offset) {
    long mapped = mmap(0, length, protection, MAP_SHARED, descriptor, offset);
    if (mapped == -1) {
      throw new CollectorException(
          "cannot map the ring of page faults: " + Errno.text(Native.getLastError()));
    }
    return new Pointer(mapped);
  }

  /**
   * Loads the programs and attaches them: from now on faults are told.
   *
   * @param ownPid whose faults are never told: the reader's
   * @throws CollectorException if the kernel does not let it, with the reason
   */
  public static FaultRing open(Choice choice, long ownPid) {
    BpfObject object = BpfObject.open("pagefaults", bytes());
    int waker = -1;
    try {
      object.constant("own_tgid", (int) ownPid);
      if (choice instanceof Choice.Cgroup cgroup) {
        object.longConstant("wanted_cgroup", cgroup.inode());
      }
      object.constant("follow", choice instanceof Choice.Processes ? 1 : 0);
      object.load();
      Map<String, String> hooks = object.attach();
      String refused = Objects.requireNonNullElse(hooks.get("page_fault_user"), "");
      if (!refused.isEmpty()) {
        throw new CollectorException("page faults cannot be seen here: " + refused);
      }
      waker = eventfd(0, EFD_CLOEXEC_NONBLOCK);
      if (waker < 0) {
        throw new CollectorException("no eventfd: " + Errno.text(Native.getLastError()));
      }
      return new FaultRing(object, waker);
    } catch (RuntimeException e) {
      if (waker >= 0) {
        close(waker);
      }
      object.close();
      throw e;
    }
  }

  private static byte[] bytes() {
    try (InputStream in = FaultRing.class.getResourceAsStream(OBJECT)) {
      return Objects.requireNonNull(in, OBJECT).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tells the faults of a process, too.
   *
   * @return whether there was room for it
   */
  public boolean add(int pid) {
    return object.put(TARGETS, pid, 1);
  }

  /** Tells them no longer. */
  public void remove(int pid) {
    object.remove(TARGETS, pid);
  }

  /** How many bytes may wait before whoever faults wakes the reader; 0: it does for the first. */
  private void patience(int bytes) {
    if (patience != bytes) {
      patience = bytes;
      object.put("patience", 0, bytes);
    }
  }

  /**
   * Hands over what has been told since, and does not wait.
   *
   * @param most at most so many
   * @return how many there were
   */
  public int drain(Sink sink, int most) {
    long from = (long) LONGS.getVolatile(consumer, 0);
    long position = from;
    int taken = 0;
    while (taken < most && position < (long) LONGS.getAcquire(producer, 0)) {
      int header = page + (int) (position & (size - 1));
      int length = (int) INTS.getAcquire(producer, header);
      if ((length & BUSY) != 0) {
        break;
      }
      if ((length & DISCARDED) == 0) {
        hand(sink, header + HEADER);
        taken++;
      }
      position += (HEADER + (length & ~DISCARDED) + 7) & ~7L;
      LONGS.setRelease(consumer, 0, position);
    }
    return taken;
  }

  private void hand(Sink sink, int record) {
    long when = producer.getLong(record + at);
    long began = producer.getLong(record + start);
    int pid = producer.getInt(record + tgid);
    switch (producer.getInt(record + kind)) {
      case 0 ->
          sink.fault(
              when,
              producer.getLong(record + address),
              began,
              pid,
              producer.getInt(record + tid),
              producer.getInt(record + majors),
              producer.getInt(record + minors),
              producer.getInt(record + ip));
      case 1 -> sink.exec(when, began, pid);
      default -> sink.exit(when, began, pid);
    }
  }

  /**
   * Waits until there is something to read, it is woken, or the time is over. What came when nobody
   * was to be woken for it is in the ring by then, and ends the wait at once.
   */
  public void await(long nanos) {
    patience(0);
    polled.clear();
    polled.setInt(0, descriptor);
    polled.setShort(POLLFD_EVENTS, POLLIN);
    polled.setInt(POLLFD, waker);
    polled.setShort(POLLFD + POLLFD_EVENTS, POLLIN);
    timeout.setLong(0, TimeUnit.NANOSECONDS.toSeconds(nanos));
    timeout.setLong(8, nanos % TimeUnit.SECONDS.toNanos(1));
    int ready = ppoll(polled, 2, timeout, null, 0);
    if (ready > 0 && (polled.getShort(POLLFD + POLLFD_RESULTS) & POLLIN) != 0) {
      read(waker, new byte[Long.BYTES], Long.BYTES);
    }
  }

  /**
   * Waits for a while, whatever there is to read, unless it is woken. Until the next {@link #await}
   * whoever faults is spared the interrupt that waking costs.
   */
  public void rest(long nanos) {
    patience(size);
    polled.setInt(0, waker);
    polled.setShort(POLLFD_EVENTS, POLLIN);
    timeout.setLong(0, 0);
    timeout.setLong(8, nanos);
    if (ppoll(polled, 1, timeout, null, 0) > 0) {
      read(waker, new byte[Long.BYTES], Long.BYTES);
    }
  }

  /** From now on the calling thread's waits end in time, and not up to 50 us later. */
  public static void sharpenTimer() {
    prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
  }

  /** Ends a wait; any thread may call it. */
  public void wake() {
    write(waker, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, Long.BYTES);
  }

  /** Faults that found the ring full, since the start. */
  public long lost() {
    return object.variable("lost");
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      object.detach();
      munmap(consumerMemory, page);
      munmap(producerMemory, page + 2L * size);
      object.close();
      close(waker);
    }
  }

  private static native long mmap(
      long address, long length, int protection, int flags, int descriptor, long offset);

  private static native int munmap(Pointer address, long length);

  private static native int prctl(int option, long one, long two, long three, long four);

  private static native int eventfd(int initial, int flags);

  private static native int ppoll(
      Pointer descriptors, long count, Pointer timeout, @Nullable Pointer mask, long size);

  private static native long read(int descriptor, byte[] bytes, long count);

  private static native long write(int descriptor, byte[] bytes, long count);

  private static native int close(int descriptor);
}
