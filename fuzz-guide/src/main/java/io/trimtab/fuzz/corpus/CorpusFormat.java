package io.trimtab.fuzz.corpus;

/**
 * The format of syzkaller's {@code corpus.db}, all of it little-endian. A header: magic, format,
 * and from format 2 on the user version. Then records: magic, key length, key, sequence number,
 * length of the compressed value, the value in raw DEFLATE. The last record of a key wins; one
 * whose sequence number has all bits set has no value and deletes the key.
 */
final class CorpusFormat {
  static final int FILE_MAGIC = 0x000baddb;
  static final int RECORD_MAGIC = 0x0fee1bad;
  static final int OLDEST = 1;
  static final int NEWEST = 2;
  static final long DELETED = -1;
  static final int LONGEST_KEY = 64 << 10;
  static final int LARGEST_VALUE = 16 << 20;

  private CorpusFormat() {}
}
