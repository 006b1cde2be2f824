package io.trimtab.fuzz.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system call as described, or a variant of one.
 *
 * @param id its place among the calls of its descriptions, from 0
 * @param name with the variant: {@code ioctl$TCGETS}
 * @param kernelName without it
 * @param number the kernel's; -1 for calls that an executor makes up
 * @param result the resource that it returns
 * @param attributes flags have 1, others their number
 * @param at where it is described
 */
public record Call(
    int id,
    String name,
    String kernelName,
    long number,
    List<Field> arguments,
    Optional<Type.ResourceOf> result,
    Map<String, Long> attributes,
    Position at) {

  public boolean isDisabled() {
    return attributes.containsKey("disabled");
  }

  /** Whether programs with it are only taken over, never made up. */
  public boolean isGenerated() {
    return !isDisabled() && !attributes.containsKey("no_generate");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Call call && call.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
