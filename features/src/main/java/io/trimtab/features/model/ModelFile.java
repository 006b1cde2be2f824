package io.trimtab.features.model;

import io.trimtab.features.FeaturesException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is in a model file: a manifest, and named arrays of bytes. In the file they are, big-endian:
 *
 * <pre>
 *   8 bytes  TRIMTABM
 *   int      format version
 *   int      length of the whole file
 *   int, …   length of the manifest, and the manifest: JSON in UTF-8
 *   int      number of arrays; of each, int and name in UTF-8, then int and bytes
 *   32 bytes SHA-256 of everything before
 * </pre>
 *
 * @param manifest what the model is
 * @param parts its arrays by name
 */
public record ModelFile(Manifest manifest, Map<String, byte[]> parts) {
  /** The version of the file's layout. */
  public static final int FORMAT = 1;

  /** The most that a model file may have. */
  public static final int MOST_BYTES = 64 << 20;

  private static final byte[] MAGIC = "TRIMTABM".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 16;
  private static final int DIGEST = 32;
  private static final int MOST_MANIFEST = 4 << 20;
  private static final int MOST_PARTS = 16;
  private static final int MOST_NAME = 64;

  public ModelFile {
    parts = new LinkedHashMap<>(parts);
  }

  /**
   * A part.
   *
   * @param who the model, for the message
   * @throws FeaturesException if it has none of this name
   */
  public byte[] part(String name, String who) {
    byte[] part = parts.get(name);
    if (part == null) {
      throw new FeaturesException(who + " has no " + name + " in it; train it anew");
    }
    return part;
  }

  /** The file's bytes; the same for the same content. */
  public byte[] encode() {
    byte[] text = ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8);
    int size = HEADER + 4 + text.length + 4 + DIGEST;
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      size += 8 + part.getKey().getBytes(StandardCharsets.UTF_8).length + part.getValue().length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(MAGIC).putInt(FORMAT).putInt(size);
    out.putInt(text.length).put(text).putInt(parts.size());
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      byte[] name = part.getKey().getBytes(StandardCharsets.UTF_8);
      out.putInt(name.length).put(name).putInt(part.getValue().length).put(part.getValue());
    }
    out.put(digest(out.array(), size - DIGEST));
    return out.array();
  }

  /**
   * Reads a file's bytes.
   *
   * @param who the file, for messages
   * @throws FeaturesException if they are something else, of another version, cut off or changed
   */
  public static ModelFile decode(byte[] bytes, String who) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean isModel =
        bytes.length >= HEADER && Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length);
    if (!isModel) {
      throw new FeaturesException(who + " is not a model of Trimtab's");
    }
    in.position(MAGIC.length);
    int format = in.getInt();
    if (format != FORMAT) {
      throw new FeaturesException(
          who
              + " is of model format "
              + format
              + ", and this Trimtab reads format "
              + FORMAT
              + "; train it anew with trimtab train classifier");
    }
    int size = in.getInt();
    if (size != bytes.length) {
      throw new FeaturesException(
          who
              + (bytes.length < size ? " is cut off: " : " is damaged: ")
              + bytes.length
              + " bytes of "
              + size);
    }
    byte[] digest = new byte[DIGEST];
    if (size < HEADER + 8 + DIGEST) {
      throw new FeaturesException(who + " is damaged: " + size + " bytes hold no model");
    }
    in.get(size - DIGEST, digest);
    if (!MessageDigest.isEqual(digest, digest(bytes, size - DIGEST))) {
      throw new FeaturesException(
          who + " is damaged: its digest is not that of what it holds; train or copy it anew");
    }
    return content(in.limit(size - DIGEST), who);
  }

  private static ModelFile content(ByteBuffer in, String who) {
    try {
      Manifest manifest =
          ManifestJson.read(new String(bytes(in, MOST_MANIFEST, who), StandardCharsets.UTF_8), who);
      int count = in.getInt();
      if (count < 0 || count > MOST_PARTS) {
        throw new FeaturesException(who + " is damaged: " + count + " parts");
      }
      Map<String, byte[]> parts = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = new String(bytes(in, MOST_NAME, who), StandardCharsets.UTF_8);
        parts.put(name, bytes(in, MOST_BYTES, who));
      }
      if (in.hasRemaining()) {
        throw new FeaturesException(who + " is damaged: " + in.remaining() + " bytes too many");
      }
      return new ModelFile(manifest, parts);
    } catch (BufferUnderflowException e) {
      throw new FeaturesException(who + " is damaged: it ends too early", e);
    }
  }

  private static byte[] bytes(ByteBuffer in, int most, String who) {
    int length = in.getInt();
    if (length < 0 || length > most || length > in.remaining()) {
      throw new FeaturesException(who + " is damaged: a part of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] digest(byte[] bytes, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes, 0, length);
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new FeaturesException("this Java has no SHA-256", e);
    }
  }
}
