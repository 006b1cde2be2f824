package io.trimtab.collector.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.testing.OnDisk;
import io.trimtab.testing.RequiresEbpf;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that look now and then tell what those tell that always look, on the running kernel. */
@RequiresEbpf
class GlancesTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final int PAGE = 4096;
  private static final int PAGES = 4096;
  private static final long NOBODY = -1;
  private static final int TICKS = 6;
  private static final double ABOUT = 0.25;

  @TempDir(factory = OnDisk.class)
  private Path dir;

  private EbpfPrograms always;
  private EbpfPrograms glancing;
  private Layout layout;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    file = dir.resolve("data");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((long) PAGE * PAGES);
    }
    always = programs();
    glancing = programs();
    glancing.glance(SCHEMA, System::nanoTime);
    List<String> devices;
    try (var listed = Files.list(Path.of("/sys/block"))) {
      devices = listed.map(path -> path.getFileName().toString()).toList();
    }
    layout = new Layout(SCHEMA, Map.of(Scope.DEVICE, devices));
    always.sources().forEach(source -> source.bind(layout));
    glancing.sources().forEach(source -> source.bind(layout));
  }

  private static EbpfPrograms programs() {
    EbpfPrograms programs =
        EbpfPrograms.start(Set.of("files"), SCHEMA, Path.of("/"), NOBODY, Problems.ignored());
    assumeTrue(!programs.refused().containsKey("files"), () -> programs.refused().get("files"));
    return programs;
  }

  @AfterEach
  void stop() {
    always.close();
    glancing.close();
  }

  @Test
  void whatIsSeenOfATenthStandsForAll() throws IOException, InterruptedException {
    Thread reader = new Thread(this::readInOrder, "reader");
    reader.start();
    try {
      sample(glancing);
      Thread.sleep(300);
      sample(glancing);
      Sample trueBefore = sample(always);
      Sample before = sample(glancing);
      for (int i = 0; i < TICKS; i++) {
        Thread.sleep(300);
        sample(glancing);
      }
      Sample after = sample(glancing);
      Sample trueAfter = sample(always);
      long truth = growth("file.pages", trueBefore, trueAfter);
      long told = growth("file.pages", before, after);
      assertTrue(truth > 10_000, () -> truth + " pages");
      assertEquals(1, (double) told / truth, ABOUT, () -> told + " of " + truth);
      double sequential =
          (double) growth("file.sequential", before, after)
              / growth("file.compared", before, after);
      assertTrue(sequential > 0.8, () -> "sequential " + sequential);
    } finally {
      reader.interrupt();
      reader.join();
    }
  }

  @Test
  void whereThereIsLittleToSeeEverythingIsSeen() throws IOException {
    sample(glancing);
    Sample trueBefore = sample(always);
    Sample before = sample(glancing);
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(PAGE);
      for (int i = 0; i < 1024; i++) {
        channel.read(buffer.clear(), (long) i * PAGE);
      }
    }
    long told = growth("file.accesses", before, sample(glancing));
    long truth = growth("file.accesses", trueBefore, sample(always));
    // Both count in bursts, each in its own.
    assertEquals(1, (double) told / truth, 0.5, () -> told + " of " + truth);
  }

  /** Over and over, until interrupted. */
  private void readInOrder() {
    while (!Thread.currentThread().isInterrupted()) {
      try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
        byte[] buffer = new byte[4 * PAGE];
        while (in.read(buffer) > 0) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private Sample sample(EbpfPrograms programs) {
    programs.look();
    Sample sample = new Sample(layout);
    programs.sources().forEach(source -> source.read(sample));
    return sample;
  }

  private static long growth(String metric, Sample before, Sample after) {
    long growth = 0;
    for (int i = 0; i < after.layout().instances(Scope.DEVICE).size(); i++) {
      int at = after.layout().at(SCHEMA.get(metric), i);
      growth += after.isAbsent(at) ? 0 : after.get(at) - before.get(at);
    }
    return growth;
  }
}
