package io.trimtab.fuzz.testbed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An archive in the format that the kernel unpacks as its first file system ("newc"; the kernel's
 * Documentation/driver-api/early-userspace/buffer-format.rst).
 */
final class CpioArchive {
  private static final int DIRECTORY = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int ALIGNMENT = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int next = 1;

  CpioArchive directory(String name) {
    entry(name, DIRECTORY, new byte[0]);
    return this;
  }

  CpioArchive program(String name, byte[] content) {
    entry(name, PROGRAM, content);
    return this;
  }

  /** The whole archive; nothing can be added after it. */
  byte[] finish() {
    entry("TRAILER!!!", 0, new byte[0]);
    return bytes.toByteArray();
  }

  private void entry(String name, int mode, byte[] content) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    int links = mode == DIRECTORY ? 2 : 1;
    int[] fields = {next++, mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, path.length + 1, 0};
    StringBuilder header = new StringBuilder("070701");
    for (int field : fields) {
      header.append("%08x".formatted(field));
    }
    bytes.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(path);
    bytes.write(0);
    align();
    bytes.writeBytes(content);
    align();
  }

  private void align() {
    while (bytes.size() % ALIGNMENT != 0) {
      bytes.write(0);
    }
  }
}
