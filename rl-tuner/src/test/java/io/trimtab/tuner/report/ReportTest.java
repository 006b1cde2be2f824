package io.trimtab.tuner.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
  @TempDir Path folder;

  @Test
  void writesTheWholePageForOwnerAndGroup() throws IOException {
    Path file = folder.resolve("report.html");
    Report.write(file, Sample.better(), Sample.context());
    assertEquals(Report.html(Sample.better(), Sample.context()), Files.readString(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("report.html"), names());
  }

  @Test
  void replacesAnOlderReportAndNarrowsItsMode() throws IOException {
    Path file = Files.writeString(folder.resolve("report.html"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Report.write(file, Sample.better(), Sample.context());
    assertTrue(Files.readString(file).startsWith("<!DOCTYPE html>"));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void replacesASymbolicLinkAndNotWhatItPointsAt() throws IOException {
    Path target = Files.writeString(folder.resolve("precious"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("report.html"), target);
    Report.write(link, Sample.better(), Sample.context());
    assertEquals("precious", Files.readString(target));
    assertFalse(Files.isSymbolicLink(link));
  }

  @Test
  void writesOnAnInterruptedThread() {
    Path file = folder.resolve("report.html");
    Thread.currentThread().interrupt();
    Report.write(file, Sample.better(), Sample.context());
    assertTrue(Thread.interrupted(), "still interrupted");
    assertTrue(Files.exists(file));
  }

  @Test
  void namesAMissingDirectory() {
    refuses(folder.resolve("absent/report.html"), "there is no directory");
  }

  @Test
  void refusesADirectory() {
    refuses(folder, "it is a directory");
  }

  @Test
  void refusesADevice() {
    refuses(Path.of("/dev/null"), "it is not a file");
  }

  @Test
  void leavesNothingBehindInADirectoryThatTakesNoFiles() throws IOException {
    // Even root cannot create a file here.
    Path file = Path.of("/proc/self/report.html");
    refuses(file, "cannot write /proc/self/report.html: ");
    assertFalse(Files.exists(file));
  }

  private static void refuses(Path file, String words) {
    TunerException e =
        assertThrows(
            TunerException.class, () -> Report.write(file, Sample.better(), Sample.context()));
    assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
    assertEquals(1, String.valueOf(e.getMessage()).lines().count());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
