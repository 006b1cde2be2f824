package io.trimtab.features.prefetch;

/**
 * What the laboratory takes a machine to be; times in ns. The defaults were measured on a virtual
 * machine with a swap file on its disk.
 *
 * @param minor a fault on a page that is there
 * @param major what a fault costs beyond reading, reclaim of a page included
 * @param latency from asking the disk to having the page
 * @param transfer the least time from one page of the disk to the next
 * @param feed from a fault to user space knowing of it
 * @param call what asking costs, once
 * @param page and for each page
 */
public record MemoryModel(
    long minor, long major, long latency, long transfer, long feed, long call, long page) {
  public static final MemoryModel DEFAULT =
      new MemoryModel(2_000, 10_000, 60_000, 8_000, 50_000, 5_000, 6_000);
}
