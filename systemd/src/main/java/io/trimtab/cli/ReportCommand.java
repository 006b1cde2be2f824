package io.trimtab.cli;

import io.trimtab.collector.HostProbe;
import io.trimtab.daemon.decision.StoredDecisions;
import io.trimtab.daemon.report.HostReport;
import io.trimtab.daemon.report.PressureReader;
import io.trimtab.daemon.report.Reading;
import io.trimtab.daemon.report.ReportData;
import io.trimtab.tuner.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a host did and what the daemon did about it, as a page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Write a page of what this host did, and what the daemon did about it.",
      "It shows the kinds of work, the pressure and the tunables over time, what was decided and"
          + " why, and what it bought: one HTML file that needs nothing else. Of a daemon that does"
          + " not run, too."
    },
    footer = {
      "",
      "Examples:",
      "  sudo trimtab report --since 24h --out host.html",
      "  sudo trimtab report --since 168h --telemetry host.db --out week.html"
    })
final class ReportCommand implements Callable<Integer> {
  private static final int MOST_DECISIONS = 100_000;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = Since.class,
      description = "From when on: 24h ago (the default), or 2026-11-21T15:30.")
  private @Nullable Instant since;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The page.")
  private Path out = Path.of("");

  @Option(
      names = "--telemetry",
      paramLabel = "FILE",
      description =
          "The recording that tells of pressure (default: telemetry.db in the state directory, if"
              + " it is there).")
  private @Nullable Path telemetry;

  @Mixin private HostOptions host;

  @Override
  public Integer call() {
    ResultFile.requireWritable(out);
    Instant to = Instant.now();
    Instant from = since == null ? to.minus(Duration.ofHours(24)) : since;
    if (!from.isBefore(to)) {
      throw new ParameterException(host.commandLine(), "--since is not in the past");
    }
    ReportData data =
        new ReportData(
            hostName(),
            new HostProbe(host.root()).kernelRelease(),
            VersionProvider.version(),
            from,
            to,
            ZoneId.systemDefault(),
            StoredDecisions.read(host.paths().decisions(), from, MOST_DECISIONS),
            pressure(from, to));
    ResultFile.write(out, HostReport.html(data));
    host.out().println(out + ": " + data.decisions().size() + " decisions");
    host.out().flush();
    return ExitCode.DONE;
  }

  private List<Reading> pressure(Instant from, Instant to) {
    if (telemetry != null) {
      return PressureReader.read(telemetry, from, to);
    }
    Path usual = host.paths().telemetry();
    return Files.isReadable(usual) ? PressureReader.read(usual, from, to) : List.of();
  }

  private String hostName() {
    try {
      return Files.readString(host.root().resolve("proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "this host";
    }
  }
}
