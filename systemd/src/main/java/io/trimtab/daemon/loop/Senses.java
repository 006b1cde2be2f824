package io.trimtab.daemon.loop;

import io.trimtab.daemon.config.DaemonConfig;
import java.util.List;

/** What the loop sees of its host; used by one thread. */
interface Senses extends AutoCloseable {
  /** Looks. */
  Sight look();

  /** Takes another configuration. */
  void configure(DaemonConfig config);

  /** full or proc. */
  String level();

  /** What is raised or lowered, in words. */
  String objective();

  /** What cannot be seen, in words. */
  List<String> impaired();

  @Override
  void close();
}
