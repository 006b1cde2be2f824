package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.Bytes;
import io.trimtab.fuzz.exec.CopyIn;
import io.trimtab.fuzz.exec.CopyOut;
import io.trimtab.fuzz.exec.DataArea;
import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.ExecValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Programs for tests, written by hand. */
final class Programs {
  static final int READ = 0;
  static final int WRITE = 1;
  static final int OPEN = 2;
  static final int LSEEK = 8;
  static final int MUNMAP = 11;
  static final int PIPE = 22;
  static final int PAUSE = 34;
  static final int GETPID = 39;
  static final int SOCKET = 41;
  static final int BIND = 49;
  static final int LISTEN = 50;
  static final int FORK = 57;
  static final int MKDIR = 83;
  static final int UNLINK = 87;
  static final int MOUNT = 165;
  static final int REBOOT = 169;
  static final int EXIT_GROUP = 231;
  static final int EPOLL_CTL = 233;
  static final int EPOLL_CREATE1 = 291;
  static final int EVENTFD2 = 290;

  private Programs() {}

  /** A call whose first argument is a slot. */
  static ExecCall on(int slot, int number, long... more) {
    List<ExecValue> arguments = new ArrayList<>(List.of(ExecValue.of(slot, -1)));
    Arrays.stream(more).mapToObj(ExecValue::constant).forEach(arguments::add);
    return new ExecCall(number, arguments, List.of(), List.of(), OptionalInt.empty());
  }

  /** A text with its zero at an offset of the data area. */
  static CopyIn text(int offset, String text) {
    return new CopyIn.Data(offset, Bytes.of((text + "\0").getBytes(StandardCharsets.UTF_8)));
  }

  static CopyIn bytes(int offset, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new CopyIn.Data(offset, Bytes.of(bytes));
  }

  static long at(int offset) {
    return DataArea.address(offset);
  }

  static ExecCall open(int offset, String name, long flags, int slot) {
    return ExecCall.of(OPEN, at(offset), flags, 0777).with(text(offset, name)).into(slot);
  }

  /** Both ends of a pipe. */
  static ExecCall pipe(int readSlot, int writeSlot) {
    return new ExecCall(
        PIPE,
        List.of(ExecValue.constant(at(0x800))),
        List.of(),
        List.of(new CopyOut(0x800, 4, readSlot), new CopyOut(0x804, 4, writeSlot)),
        OptionalInt.empty());
  }

  /** A socket that is told twice to listen. */
  static ExecProgram listenTwice() {
    return ExecProgram.of(ExecCall.of(SOCKET, 2, 1, 0).into(0), on(0, LISTEN, 5), on(0, LISTEN, 5));
  }

  /** What a fuzzer's program is like: seven calls over files, sockets, pipes and epoll. */
  static ExecProgram typical() {
    return ExecProgram.of(
        ExecCall.of(SOCKET, 2, 1, 0).into(0),
        on(0, LISTEN, 5),
        pipe(1, 2),
        on(2, WRITE, at(0), 100),
        open(0x1000, "./file0", 0x42, 3),
        on(3, WRITE, at(0), 100),
        ExecCall.of(EPOLL_CREATE1, 0).into(4));
  }

  /** Has the kernel itself do something that it must not (its test module LKDTM). */
  static ExecProgram provoke(String what) {
    return ExecProgram.of(
        ExecCall.of(MKDIR, at(0), 0777).with(text(0, "./d")),
        ExecCall.of(MOUNT, at(0x10), at(0), at(0x10), 0, 0).with(text(0x10, "debugfs")),
        open(0x100, "./d/provoke-crash/DIRECT", 1, 0),
        on(0, WRITE, at(0x200), what.length()).with(text(0x200, what)));
  }
}
