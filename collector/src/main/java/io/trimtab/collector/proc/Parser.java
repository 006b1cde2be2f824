package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;

/** Understands the text of one kind of file. It takes any bytes whatsoever, and never throws. */
interface Parser {
  /** What is returned when all was well. */
  String FINE = "";

  /** For a text that ends within a line, or within a number. */
  String CUT = "it ends within a line";

  String EMPTY = "it is empty";

  String NOT_A_NUMBER = "something stands where a number should";

  /** Looks up where its values go. */
  void bind(Layout layout);

  /**
   * Fills in what the text says; what it does not say, or says in a way that makes no sense, is
   * left alone.
   *
   * @param bytes the text, up to {@code length}
   * @return {@link #FINE}, or what is wrong with it in a few words
   */
  String parse(byte[] bytes, int length, Sample sample);
}
