package io.trimtab.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * What one command line gave.
 *
 * @param exitCode its exit code
 * @param out all of its standard output
 * @param err all of its standard error
 */
record Console(int exitCode, String out, String err) {
  /** Runs a command line in this process. */
  static Console run(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Trimtab.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = commandLine.execute(words.toArray(String[]::new));
    // No signal has anything left to wait for; otherwise the end of this JVM would.
    Interruption.finished();
    return new Console(code, out.toString(), err.toString());
  }

  /** Standard output as JSON: it must be nothing else. */
  JsonElement json() {
    return JsonParser.parseString(out);
  }
}
