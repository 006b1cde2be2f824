package io.trimtab.daemon.config;

/** What the daemon may do. */
public enum Mode {
  /** Writes nothing; says what it would try. */
  ADVISE,
  /** Tries, keeps what is better while it runs, and undoes everything when it ends. */
  TRIAL,
  /** Tries, and keeps what is better. */
  TUNE
}
