package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guest is put together from, without booting one. */
class GuestPartsTest {
  private static final GuestKernel KERNEL =
      new GuestKernel("6.1.0-56-cloud-amd64", Path.of("/k/vmlinuz"), Path.of("/k/modules"));

  @Test
  void theNewestOfASeriesIsChosenByNumbers() {
    List<String> names =
        List.of(
            "linux-image-6.1.0-9-cloud-amd64-unsigned",
            "linux-image-6.1.0-56-cloud-amd64-unsigned",
            "linux-image-6.1.0-57-cloud-amd64-dbg",
            "linux-image-6.1.0-58-rt-amd64-unsigned",
            "linux-image-6.12.107+deb12-cloud-amd64-unsigned",
            "linux-image-6.12.99+deb12-cloud-amd64-unsigned",
            "linux-image-6.12-cloud-amd64");
    assertEquals(Optional.of("6.1.0-56-cloud-amd64"), KernelStore.newest("6.1", names));
    assertEquals(Optional.of("6.12.107+deb12-cloud-amd64"), KernelStore.newest("6.12", names));
    assertEquals(Optional.empty(), KernelStore.newest("5.10", names));
  }

  @Test
  void aKernelIsFoundInItsPackage(@TempDir Path root) throws Exception {
    assertThrows(TunerException.class, () -> GuestKernel.in(root));
    Files.createDirectories(root.resolve("boot"));
    assertThrows(TunerException.class, () -> GuestKernel.in(root));
    Files.createFile(root.resolve("boot/vmlinuz-6.12.1-x"));
    Path modules = Files.createDirectories(root.resolve("usr/lib/modules/6.12.1-x/kernel/a"));
    Path module = Files.createFile(modules.resolve("b.ko.xz"));
    GuestKernel kernel = GuestKernel.in(root);
    assertEquals("6.12.1-x", kernel.release());
    assertEquals(Optional.of(module), kernel.module("b"));
    assertEquals(Optional.empty(), kernel.module("a"));
  }

  @Test
  void aQuietGuestsArgumentsAreThoseThatRepeat() {
    String words = String.join(" ", command(GuestSpec.quiet(KERNEL, 7)).arguments());
    assertTrue(
        words.contains(
            "-accel tcg,thread=single -icount shift=2,sleep=off"
                + " -rtc base=2026-01-01T00:00:00,clock=vm -seed 7 -cpu"),
        words);
    assertTrue(words.contains(" -cpu qemu64,+rdrand "), words);
    assertTrue(words.contains(" nokaslr "), words);
    assertTrue(words.contains("share=off") && words.contains("mem-path=/c/a,,b.ext4"), words);
  }

  @Test
  void aGuestThatGoesOnHasTheSameDevicesAndMapsItsFilesPrivately() {
    SavedGuest saved = new SavedGuest(KERNEL, Path.of("/saved"), "digest");
    List<String> saving = saved.saving().arguments();
    List<String> resuming = saved.resuming(7, Path.of("/run")).arguments();
    int devices = saving.size() - 1;
    assertEquals(List.of("-S"), saving.subList(devices, saving.size()));
    assertEquals(List.of("-incoming", "defer"), resuming.subList(devices, resuming.size()));
    for (int i = 0; i < devices; i++) {
      boolean mayDiffer =
          saving.get(i).contains("share=on")
              || saving.get(i).contains("path=")
              || saving.get(Math.max(0, i - 1)).equals("-seed");
      assertTrue(
          mayDiffer || saving.get(i).equals(resuming.get(i)),
          saving.get(i) + " against " + resuming.get(i));
    }
    assertTrue(String.join(" ", saving).contains("share=on"));
    assertTrue(!String.join(" ", resuming).contains("share=on"), resuming::toString);
    assertTrue(resuming.contains("7"), resuming::toString);
  }

  @Test
  void theLastWordsOfACrashAreHowItBegan(@TempDir Path directory) throws Exception {
    Path console = directory.resolve("console");
    assertEquals("", LastWords.of(console));
    Files.writeString(console, "a\n\nb\nc\nd\n");
    assertEquals("; b / c / d", LastWords.of(console));
    Files.writeString(console, "a\n[ 3.1] Kernel panic - not syncing: x\nb\nc\nd\n");
    assertEquals("; Kernel panic - not syncing: x", LastWords.of(console));
  }

  @Test
  void anSmpGuestHasThreadsAndTheHostsClock() {
    String words = String.join(" ", command(GuestSpec.smp(KERNEL)).arguments());
    assertTrue(words.contains("-accel tcg,thread=multi -cpu"), words);
    assertTrue(!words.contains("icount") && !words.contains("nokaslr"), words);
  }

  private static QemuCommand command(GuestSpec spec) {
    Path path = Path.of("/c/a,b.ext4");
    return new QemuCommand(spec, path, path, Optional.empty(), Optional.empty(), path);
  }

  @Test
  void specsThatCannotBeAreRefused() {
    Optional<Path> none = Optional.empty();
    assertThrows(
        TunerException.class, () -> new GuestSpec(KERNEL, GuestMode.QUIET, 1, 2, 1024, none));
    assertThrows(
        TunerException.class, () -> new GuestSpec(KERNEL, GuestMode.QUIET, -1, 1, 1024, none));
    assertThrows(TunerException.class, () -> new GuestSpec(KERNEL, GuestMode.SMP, 1, 2, 64, none));
  }

  @Test
  void archivesAreAsTheKernelWantsThem() {
    byte[] archive =
        new CpioArchive()
            .directory("bin")
            .file("bin/x", "hello".getBytes(StandardCharsets.US_ASCII))
            .finish();
    String text = new String(archive, StandardCharsets.US_ASCII);
    assertEquals(0, archive.length % 4);
    assertEquals("070701" + "00000001" + "000041ed", text.substring(0, 22));
    // Header of 110, name of 4 and 2 to fill up: the next entry, with 5 bytes under a name of 6.
    assertEquals("070701" + "00000002" + "000081ed", text.substring(116, 138));
    assertEquals("00000005", text.substring(116 + 54, 116 + 62));
    assertEquals("bin/x\0hello\0\0\0", text.substring(226, 240));
    assertTrue(text.contains("TRAILER!!!"));
  }

  @Test
  void aJobsLengthIsARoundOne() {
    byte[] padded = Initramfs.padded("off".getBytes(StandardCharsets.US_ASCII));
    assertEquals(64 << 10, padded.length);
    assertArrayEquals(new byte[] {'o', 'f', 'f', '\n', '\n'}, java.util.Arrays.copyOf(padded, 5));
    assertEquals(128 << 10, Initramfs.padded(new byte[64 << 10]).length);
  }

  @Test
  void imagesHaveRoomAndAWholeNumberOfSections() {
    long section = 128L << 20;
    assertEquals(section, Ext4Image.size(0));
    assertEquals(6 * section, Ext4Image.size(500L << 20));
  }

  @Test
  void whatIsMissingIsNamedInOneLine(@TempDir Path empty) {
    TunerException e =
        assertThrows(TunerException.class, () -> new HostPrograms("", List.of(empty)).require());
    assertEquals(TunerException.Kind.UNAVAILABLE, e.kind());
    assertTrue(
        e.getMessage()
            .contains("apt-get install -y --no-install-recommends qemu-system-x86 busybox-static"),
        e.getMessage());
  }
}
