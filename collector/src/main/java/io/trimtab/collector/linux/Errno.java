package io.trimtab.collector.linux;

/** What the errors of system calls mean to someone who loads eBPF programs. */
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int E2BIG = 7;
  static final int ENOMEM = 12;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int EINVAL = 22;
  static final int EOPNOTSUPP = 95;
  static final int ENOTSUPP = 524;

  private Errno() {}

  /** A few words for an error's number, which may be negative as the kernel returns it. */
  static String text(int error) {
    int number = Math.abs(error);
    return switch (number) {
      case EPERM ->
          "not permitted: this kernel refuses such programs, or CAP_BPF and CAP_PERFMON are missing";
      case ENOENT -> "this kernel does not have it";
      // What libbpf says where it finds no types of the running kernel.
      case ESRCH -> "this kernel does not tell its types: there is no /sys/kernel/btf/vmlinux";
      case E2BIG -> "too large for this kernel";
      case ENOMEM -> "out of memory, or of locked memory (ulimit -l)";
      case EACCES -> "the verifier refused it";
      case EBUSY -> "busy";
      case EINVAL -> "this kernel does not take it";
      case ENOTSUPP -> "this kernel does not support it";
      default -> "error " + number;
    };
  }
}
