package io.trimtab.tuner.report;

import io.trimtab.tuner.TunerException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A result's file: whole or not there, readable by the owner and the group. */
public final class ResultFile {
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");

  private ResultFile() {}

  /**
   * Writes the file. One that was there before is replaced at once or, on failure, left as it was.
   *
   * @throws TunerException when it cannot be written
   */
  public static void write(Path file, String text) {
    requireWritable(file);
    try {
      replace(file.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new TunerException("cannot write " + file + ": " + cause(e), e);
    }
  }

  /**
   * Checks, before a long session, that its result will find its place.
   *
   * @throws TunerException when the file's folder is missing or read-only, or when the name stands
   *     for something that is no regular file
   */
  public static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw TunerException.invalid("cannot write " + file + ": it is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw TunerException.invalid("cannot write " + file + ": it is not a file");
    }
    if (!Files.isDirectory(folder)) {
      throw TunerException.invalid("cannot write " + file + ": there is no directory " + folder);
    }
    if (!Files.isWritable(folder)) {
      throw TunerException.unavailable(
          "cannot write " + file + ": no permission to write in " + folder);
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    // Made for the owner alone, whatever the umask; opened to the group once it is complete.
    Path draft = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
    try {
      // Not a channel: one would refuse to write on a thread that Ctrl-C has interrupted.
      try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
        out.write(content);
        out.getFD().sync();
      }
      Files.setPosixFilePermissions(draft, MODE);
      giveToCaller(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Under sudo the result is for whoever called, who could not open root's file. */
  private static void giveToCaller(Path file) throws IOException {
    String user = System.getenv("SUDO_UID");
    String group = System.getenv("SUDO_GID");
    boolean isRoot = Files.getAttribute(file, "unix:uid").equals(0);
    if (isRoot && isNumber(user) && isNumber(group)) {
      Files.setAttribute(file, "unix:uid", Integer.parseInt(user));
      Files.setAttribute(file, "unix:gid", Integer.parseInt(group));
    }
  }

  private static boolean isNumber(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}");
  }

  private static String cause(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "its directory is gone";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason.lines().findFirst().orElse("");
  }
}
