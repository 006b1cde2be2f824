package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.Bytes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What goes over the line to an executor, whose {@code wire.h} says the same.
 *
 * @param kind what it is
 * @param id of the program that it is about
 * @param content what follows the header
 */
record Frame(int kind, int id, Bytes content) {
  static final int READY = 1;
  static final int RUN = 2;
  static final int RESULT = 3;
  static final int REFUSED = 4;

  private static final int MAGIC = 0x4d495254;
  private static final int HEADER = 16;
  private static final int LONGEST = 4 << 20;

  void write(OutputStream line) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER + content.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(MAGIC).putInt(kind).putInt(id).putInt(content.length());
    bytes.put(content.toArray());
    line.write(bytes.array());
    line.flush();
  }

  /**
   * Reads the next.
   *
   * @throws EOFException if the line has ended
   * @throws IOException if there is no frame on it
   */
  static Frame read(InputStream line) throws IOException {
    DataInputStream in = new DataInputStream(line);
    byte[] bytes = new byte[HEADER];
    in.readFully(bytes);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int magic = header.getInt();
    int kind = header.getInt();
    int id = header.getInt();
    int length = header.getInt();
    if (magic != MAGIC || length < 0 || length > LONGEST) {
      throw new IOException("what comes from the kernel is no frame");
    }
    byte[] content = new byte[length];
    in.readFully(content);
    return new Frame(kind, id, Bytes.of(content));
  }
}
