package io.trimtab.tuner.report;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.tune.TuneResult;
import java.nio.file.Path;

/**
 * A tuning session as one HTML file that needs nothing else: no network, no script, no font. It
 * tells a person what was found, how sure that is, and what to do with it.
 */
public final class Report {
  private Report() {}

  /**
   * Writes the report.
   *
   * @throws TunerException when it cannot be written
   */
  public static void write(Path file, TuneResult result, ReportContext context) {
    ResultFile.write(file, html(result, context));
  }

  /** Renders the report as a page. */
  public static String html(TuneResult result, ReportContext context) {
    return new Page(result, context).html();
  }
}
