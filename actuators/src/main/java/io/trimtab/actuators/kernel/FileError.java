package io.trimtab.actuators.kernel;

/** Why the kernel refused a read or a write, as far as it changes what to do next. */
public enum FileError {
  /** ENOENT, ENODEV: no such file on this kernel, or its device went away. */
  ABSENT,
  /** EACCES: the file's mode does not allow it; root may. */
  ACCESS_DENIED,
  /** EPERM: refused even though the mode allows it, as kernel lockdown does to root. */
  NOT_PERMITTED,
  /** EROFS: the file system is mounted read-only, as /proc/sys is in most containers. */
  READ_ONLY,
  /** EINVAL, ERANGE: the kernel does not take this value. */
  REJECTED,
  /** EBUSY, EAGAIN: the kernel cannot do it now. */
  BUSY,
  /** The write did not come back within its time limit. */
  TIMED_OUT,
  /** Anything else. */
  OTHER
}
