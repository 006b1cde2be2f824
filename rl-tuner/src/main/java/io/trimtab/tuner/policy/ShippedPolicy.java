package io.trimtab.tuner.policy;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The policy that comes with Trimtab: {@code scripts/train-default-policy} makes it. */
public final class ShippedPolicy {
  private static final String RESOURCE = "default.policy";
  private static final String NAME = "the shipped policy";

  private ShippedPolicy() {}

  /**
   * Loads it.
   *
   * @throws TunerException if it does not fit this build
   */
  public static Policy load() {
    try (InputStream in = ShippedPolicy.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new TunerException(NAME + " is missing from this build; name a file");
      }
      return PolicyFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), NAME);
    } catch (IOException e) {
      throw new TunerException(NAME + " cannot be read: " + e.getMessage(), e);
    }
  }
}
