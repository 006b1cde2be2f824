package io.trimtab.actuators.kernel;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;

/** Java names a failed file and often leaves out the failure; these are the words for it. */
public final class IoCause {
  private IoCause() {}

  /** Why it failed, in a few words without the file's name. */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file is in the way";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
    String text = Objects.requireNonNullElse(reason, e.getClass().getSimpleName());
    return text.toLowerCase(Locale.ROOT);
  }
}
