package io.trimtab.actuators.linux;

import com.sun.jna.Native;
import java.util.Locale;

/**
 * How the C library words errors in this process's language. Java keeps these words of a failed
 * system call, and not its number; the words of another language can only be told by asking for
 * them again.
 */
public final class ErrorText {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int EROFS = 30;
  public static final int ERANGE = 34;

  static {
    Native.register(ErrorText.class, "c");
  }

  private ErrorText() {}

  /** The words for an error's number, in lower case. */
  public static String of(int error) {
    return strerror(error).toLowerCase(Locale.ROOT);
  }

  private static native String strerror(int error);
}
