package io.trimtab.actuators.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kernel's major and minor version, as in {@code 6.12}. */
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
  private static final Pattern LEADING = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");
  private static final KernelVersion UNKNOWN = new KernelVersion(0, 0);

  /** Parses {@code 5.13} or a whole release such as {@code 6.1.0-54-cloud-amd64}. */
  public static KernelVersion parse(String release) {
    Matcher matcher = LEADING.matcher(release.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a kernel version: " + release);
    }
    return new KernelVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The version of the kernel whose files these are; 0.0 when it does not tell. */
  public static KernelVersion of(KernelFiles files) {
    try {
      return parse(files.read("/proc/sys/kernel/osrelease"));
    } catch (KernelFileException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  public boolean known() {
    return !equals(UNKNOWN);
  }

  @Override
  public int compareTo(KernelVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
