package io.trimtab.actuators.catalogue;

/** A tunable's value. Two values are equal when the kernel would behave the same under them. */
public sealed interface Value {
  /** The text that is written to the kernel's file. */
  String text();

  /** An integer or a number of bytes. */
  record Number(long value) implements Value {
    @Override
    public String text() {
      return Long.toString(value);
    }
  }

  /** One of a set of words. */
  record Choice(String text) implements Value {}
}
