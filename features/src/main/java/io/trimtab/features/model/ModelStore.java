package io.trimtab.features.model;

import io.trimtab.features.FeaturesException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Model files on disk. */
public final class ModelStore {
  private static final String MODE = "rw-r-----";

  private ModelStore() {}

  /**
   * Writes a model: the whole file or none, in place of what was there, for its owner and group
   * alone.
   *
   * @throws FeaturesException if it cannot be written
   */
  public static void write(Path file, ModelFile model) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      Path part =
          Files.createTempFile(
              directory,
              "." + file.getFileName(),
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.write(part, model.encode());
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(MODE));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new FeaturesException(file + ": the model cannot be written: " + cause(e), e);
    }
  }

  /**
   * Reads a model.
   *
   * @throws FeaturesException if it is missing, too large, or not a whole model
   */
  public static ModelFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw new FeaturesException(file + ": the model cannot be read: " + cause(e), e);
    }
  }

  /**
   * The same of a stream.
   *
   * @param who what it is, for messages
   * @throws IOException if reading fails
   */
  public static ModelFile read(InputStream in, String who) throws IOException {
    byte[] bytes = in.readNBytes(ModelFile.MOST_BYTES + 1);
    if (bytes.length > ModelFile.MOST_BYTES) {
      throw new FeaturesException(
          who + " is larger than a model may be, " + (ModelFile.MOST_BYTES >> 20) + " MiB");
    }
    return ModelFile.decode(bytes, who);
  }

  private static String cause(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }
}
