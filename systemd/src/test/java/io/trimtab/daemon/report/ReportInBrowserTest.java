package io.trimtab.daemon.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.RequiresBrowser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser makes of the report; with {@code -Dtrimtab.pictures=DIR} it is kept. */
@RequiresBrowser
class ReportInBrowserTest {
  /** Wide enough for the margin of a page on a phone. */
  private static final int MARGIN = 6;

  @TempDir Path directory;

  private void browse(String... words) throws IOException, InterruptedException {
    Path page = directory.resolve("report.html");
    Files.writeString(page, HostReport.html(Day.report()));
    List<String> command = new ArrayList<>(List.of("chromium", "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--hide-scrollbars", "--disable-dev-shm-usage"));
    command.add("--user-data-dir=" + directory.resolve("profile"));
    command.addAll(List.of(words));
    command.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("browser.log").toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertTrue(ended, "the browser did not end");
    assertEquals(0, process.exitValue(), Files.readString(directory.resolve("browser.log")));
  }

  private BufferedImage picture(String name, int width, int height)
      throws IOException, InterruptedException {
    Path file = directory.resolve(name + ".png");
    browse("--screenshot=" + file, "--window-size=" + width + "," + height);
    String kept = System.getProperty("trimtab.pictures", "");
    if (!kept.isEmpty()) {
      Files.createDirectories(Path.of(kept));
      Files.write(Path.of(kept, name + ".png"), Files.readAllBytes(file));
    }
    BufferedImage picture = ImageIO.read(file.toFile());
    assertEquals(width, picture.getWidth());
    return picture;
  }

  private static Set<Integer> colours(BufferedImage picture, int from, int to) {
    Set<Integer> colours = new HashSet<>();
    for (int x = from; x < to; x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        colours.add(picture.getRGB(x, y));
      }
    }
    return colours;
  }

  @Test
  void aDesktopShowsIt() throws IOException, InterruptedException {
    BufferedImage picture = picture("report", 1100, 1900);

    assertTrue(colours(picture, 0, picture.getWidth()).size() > 100, "next to nothing is drawn");
  }

  /** Nothing sticks out: at the right edge there is nothing but the page. */
  @Test
  void aPhoneShowsAllOfItsWidth() throws IOException, InterruptedException {
    BufferedImage picture = picture("report-phone", 500, 3000);

    assertEquals(1, colours(picture, picture.getWidth() - MARGIN, picture.getWidth()).size());
  }

  @Test
  void paperTakesIt() throws IOException, InterruptedException {
    Path file = directory.resolve("report.pdf");
    browse("--print-to-pdf=" + file, "--no-pdf-header-footer");

    assertTrue(Files.size(file) > 10_000, () -> "a small file");
    String kept = System.getProperty("trimtab.pictures", "");
    if (!kept.isEmpty()) {
      Files.write(Path.of(kept, "report.pdf"), Files.readAllBytes(file));
    }
  }
}
