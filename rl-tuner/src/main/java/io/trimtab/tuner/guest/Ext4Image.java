package io.trimtab.tuner.guest;

import io.trimtab.tuner.files.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * File systems made from directories, without mounting anything. The same directory gives the same
 * image: what mke2fs would draw or take from the clock is fixed.
 */
final class Ext4Image {
  private static final int BLOCK = 4096;

  /** What a memory device's size has to be a multiple of, by the kernel's sections of memory. */
  private static final long ALIGNMENT = 128L << 20;

  private static final long INODE_TABLE_SHARE = 6;
  private static final long ROOM = 96L << 20;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String EPOCH = "1767225600";
  private static final String HASH_SEED = "74726d74-6162-4000-8000-000000000001";
  private static final String ID = "74726d74-6162-4000-8000-000000000002";

  private final HostPrograms programs;

  Ext4Image(HostPrograms programs) {
    this.programs = programs;
  }

  /**
   * Makes an image that holds a directory, with some 100 MiB of room. Without a journal: it lives
   * no longer than its guest.
   *
   * @param label what the guest finds it by
   */
  void make(Path directory, String label, Path image) throws IOException, InterruptedException {
    long bytes = size(Trees.bytes(directory, BLOCK));
    programs.run(
        LIMIT,
        "env",
        List.of(
            "E2FSPROGS_FAKE_TIME=" + EPOCH,
            programs.get("mke2fs").toString(),
            "-q",
            "-t",
            "ext4",
            "-O",
            "^has_journal,^metadata_csum,^resize_inode",
            "-E",
            "root_owner=0:0,lazy_itable_init=1,hash_seed=" + HASH_SEED,
            "-U",
            ID,
            "-L",
            label,
            "-m",
            "0",
            "-b",
            Integer.toString(BLOCK),
            "-d",
            directory.toString(),
            image.toString(),
            bytes / 1024 + "k"));
  }

  /** An image's size for so many bytes of files. */
  static long size(long bytes) {
    long wanted = bytes + bytes / INODE_TABLE_SHARE + ROOM;
    return (wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
