package io.trimtab.cli.watch;

/**
 * What one CPU, or all of them, did in an interval.
 *
 * @param user as shares of 1, like the others; nice included
 * @param system interrupts included
 */
record CpuTimes(double user, double system, double iowait, double steal) {
  /** Of all CPUs in the latest interval; not numbers if it is not known. */
  static CpuTimes all(History history) {
    return of(history, "sched.time_", "", 0);
  }

  /** Of one CPU in the latest interval. */
  static CpuTimes of(History history, String cpu) {
    return of(history, "cpu.time_", cpu, 0);
  }

  private static CpuTimes of(History history, String prefix, String instance, int age) {
    double user = history.rate(prefix + "user", instance, age);
    double idle = history.rate(prefix + "idle", instance, age);
    double nice = known(history.rate(prefix + "nice", instance, age));
    double system = known(history.rate(prefix + "system", instance, age));
    double irq =
        known(history.rate(prefix + "irq", instance, age))
            + known(history.rate(prefix + "softirq", instance, age));
    double iowait = known(history.rate(prefix + "iowait", instance, age));
    double steal = known(history.rate(prefix + "steal", instance, age));
    // The kernel counts in steps of 10 ms: what it counted is a better whole than the clock.
    double whole = user + nice + system + irq + idle + iowait + steal;
    return new CpuTimes(
        (user + nice) / whole, (system + irq) / whole, iowait / whole, steal / whole);
  }

  /** The busy shares of all CPUs in all intervals, the oldest first. */
  static double[] busy(History history) {
    double[] busy = new double[history.intervals()];
    for (int i = 0; i < busy.length; i++) {
      busy[i] = of(history, "sched.time_", "", busy.length - 1 - i).busy();
    }
    return busy;
  }

  double busy() {
    return user + system + steal;
  }

  /** I/O wait may go backwards, and then counts as none. */
  private static double known(double rate) {
    return Double.isNaN(rate) ? 0 : rate;
  }
}
