package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Source;

/** One file, and the parser that understands it. */
final class FileSource implements Source {
  private final KeptFile file;
  private final Parser parser;
  private final String name;
  private final Problems problems;

  /**
   * @param name of the file, as problems are to be told
   */
  FileSource(KeptFile file, Parser parser, String name, Problems problems) {
    this.file = file;
    this.parser = parser;
    this.name = name;
    this.problems = problems;
  }

  @Override
  public void bind(Layout layout) {
    parser.bind(layout);
  }

  @Override
  public void read(Sample sample) {
    tryRead(sample);
  }

  /** Does what {@link #read} does, and says whether the file was there. */
  boolean tryRead(Sample sample) {
    int length = file.read();
    String problem = length < 0 ? file.obstacle() : parser.parse(file.bytes(), length, sample);
    if (!problem.isEmpty()) {
      problems.report(name, problem);
    }
    return length >= 0;
  }

  @Override
  public void close() {
    file.close();
  }
}
