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
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the files program tells patterns of access apart, on the running kernel and a real disk. */
@RequiresEbpf
class FileAccessTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final int PAGE = 4096;
  private static final int PAGES = 65_536;
  private static final int ACCESSES = 4000;
  private static final int ATTEMPTS = 10;

  /** Whom the programs leave out: nobody, so that this process is seen. */
  private static final long NOBODY = -1;

  @TempDir(factory = OnDisk.class)
  private Path dir;

  private EbpfPrograms programs;
  private Layout layout;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    file = dir.resolve("data");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((long) PAGE * PAGES);
    }
    programs = EbpfPrograms.start(SCHEMA, Path.of("/"), NOBODY, Problems.ignored());
    assumeTrue(!programs.refused().containsKey("files"), () -> programs.refused().get("files"));
    List<String> devices;
    try (var listed = Files.list(Path.of("/sys/block"))) {
      devices = listed.map(path -> path.getFileName().toString()).toList();
    }
    layout = new Layout(SCHEMA, Map.of(Scope.DEVICE, devices));
    programs.sources().forEach(source -> source.bind(layout));
  }

  @AfterEach
  void stop() {
    programs.close();
  }

  @Test
  void readsInOrderAreSequential() throws IOException {
    Shares shares = reads(i -> i * 4, 4);
    assertEquals(1, shares.sequential, 0.1, shares::toString);
  }

  @Test
  void readsBackwardsAreReverse() throws IOException {
    Shares shares = reads(i -> (ACCESSES - 1 - i) * 4, 4);
    assertEquals(1, shares.reverse, 0.1, shares::toString);
  }

  @Test
  void readsAtAFixedDistanceAreStrided() throws IOException {
    Shares shares = reads(i -> i * 13, 1);
    assertEquals(1, shares.strided, 0.1, shares::toString);
  }

  @Test
  void readsAtRandomAreNothingOfThis() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    Shares shares = reads(i -> random.nextInt(PAGES), 1);
    assertEquals(1, shares.other(), 0.1, shares::toString);
  }

  /** The pages of a mapping may be huge, and accesses few: others who read show more. */
  @Test
  void touchesOfAMappingAreToldApartAsWell() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    assertTrue(most(Shares::sequential, i -> i) > 0.8);
    assertTrue(most(Shares::reverse, i -> PAGES - 1 - i) > 0.8);
    assertTrue(most(Shares::other, i -> random.nextInt(PAGES)) > 0.8);
  }

  private double most(ToDoubleFunction<Shares> share, IntUnaryOperator page) throws IOException {
    double most = 0;
    for (int attempt = 0; attempt < ATTEMPTS && most < 0.9; attempt++) {
      most = Math.max(most, share.applyAsDouble(touches(page)));
    }
    return most;
  }

  private Shares reads(IntUnaryOperator page, int pages) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Sample before = sample();
      ByteBuffer buffer = ByteBuffer.allocateDirect(pages * PAGE);
      for (int i = 0; i < ACCESSES; i++) {
        channel.read(buffer.clear(), (long) page.applyAsInt(i) * PAGE);
      }
      return Shares.between(before, sample());
    }
  }

  private Shares touches(IntUnaryOperator page) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, (long) PAGE * PAGES);
      Sample before = sample();
      int sum = 0;
      for (int i = 0; i < PAGES; i++) {
        sum += mapped.get(page.applyAsInt(i) * PAGE);
      }
      assertEquals(0, sum);
      return Shares.between(before, sample());
    }
  }

  private Sample sample() {
    Sample sample = new Sample(layout);
    programs.sources().forEach(source -> source.read(sample));
    return sample;
  }

  private record Shares(long accesses, double sequential, double reverse, double strided) {
    double other() {
      return 1 - sequential - reverse - strided;
    }

    static Shares between(Sample before, Sample after) {
      long accesses = growth("file.compared", before, after);
      assertTrue(accesses > 100, () -> accesses + " accesses");
      return new Shares(
          accesses,
          (double) growth("file.sequential", before, after) / accesses,
          (double) growth("file.reverse", before, after) / accesses,
          (double) growth("file.strided", before, after) / accesses);
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
}
