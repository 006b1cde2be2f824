package io.trimtab.actuators.kernel;

import io.trimtab.actuators.linux.ErrorText;
import java.util.Map;

/**
 * Which error a failed system call's words stand for. They are in the language that the process was
 * started with: English is known by heart, of any other the C library is asked, which takes a while
 * the first time.
 */
final class FileErrors {
  private static final Map<String, FileError> ENGLISH =
      Map.of(
          "operation not permitted", FileError.NOT_PERMITTED,
          "read-only file system", FileError.READ_ONLY,
          "invalid argument", FileError.REJECTED,
          "out of range", FileError.REJECTED,
          "permission denied", FileError.ACCESS_DENIED,
          "busy", FileError.BUSY,
          "temporarily unavailable", FileError.BUSY,
          "no such", FileError.ABSENT);

  private static final Map<Integer, FileError> NUMBERS =
      Map.of(
          ErrorText.EPERM, FileError.NOT_PERMITTED,
          ErrorText.EROFS, FileError.READ_ONLY,
          ErrorText.EINVAL, FileError.REJECTED,
          ErrorText.ERANGE, FileError.REJECTED,
          ErrorText.EACCES, FileError.ACCESS_DENIED,
          ErrorText.EBUSY, FileError.BUSY,
          ErrorText.EAGAIN, FileError.BUSY,
          ErrorText.ENODEV, FileError.ABSENT,
          ErrorText.ENOENT, FileError.ABSENT);

  private FileErrors() {}

  /**
   * Returns the error.
   *
   * @param words in lower case, possibly with more around them
   */
  static FileError of(String words) {
    return ENGLISH.entrySet().stream()
        .filter(known -> words.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> inThisLanguage(words));
  }

  private static FileError inThisLanguage(String words) {
    return NUMBERS.entrySet().stream()
        .filter(known -> words.contains(ErrorText.of(known.getKey())))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(FileError.OTHER);
  }
}
