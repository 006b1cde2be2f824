package io.trimtab.daemon.service;

import io.trimtab.daemon.decision.DecisionKind;

/**
 * What the service logs. The IDs are stable, so that they can be searched and alerted on; none is
 * used again for something else.
 */
enum Message {
  STARTED("T0001", Priority.NOTICE),
  READY("T0002", Priority.NOTICE),
  STOPPING("T0003", Priority.NOTICE),
  STOPPED("T0004", Priority.NOTICE),
  FAILED("T0005", Priority.ERROR),
  RELOADED("T0010", Priority.NOTICE),
  CONFIGURATION_REFUSED("T0011", Priority.ERROR),
  CONFIGURATION_ODD("T0012", Priority.WARNING),
  MANAGER_UNREACHABLE("T0020", Priority.ERROR),
  CONTROL_LIMITED("T0021", Priority.WARNING),
  METRICS_NOT_SERVED("T0022", Priority.WARNING),
  TEXTFILE_NOT_WRITTEN("T0023", Priority.WARNING),
  GUARD_SILENT("T0030", Priority.CRITICAL),
  RECOGNISED("T0101", Priority.INFO),
  ADVISED("T0102", Priority.INFO),
  TRIED("T0103", Priority.INFO),
  JUDGED("T0104", Priority.INFO),
  COMMITTED("T0105", Priority.NOTICE),
  UNDONE("T0106", Priority.NOTICE),
  RECOVERED("T0107", Priority.INFO),
  YIELDED("T0108", Priority.NOTICE),
  RESUMED("T0109", Priority.NOTICE),
  REFUSED("T0110", Priority.INFO),
  TRIPPED("T0111", Priority.WARNING),
  RELEASED("T0112", Priority.NOTICE),
  FROZEN("T0113", Priority.NOTICE),
  THAWED("T0114", Priority.NOTICE),
  REPLACED("T0115", Priority.WARNING),
  REASSERTED("T0116", Priority.INFO),
  IMPAIRED("T0117", Priority.WARNING);

  /** Syslog's priorities, which journald takes from a line's beginning. */
  enum Priority {
    CRITICAL(2),
    ERROR(3),
    WARNING(4),
    NOTICE(5),
    INFO(6);

    private final int level;

    Priority(int level) {
      this.level = level;
    }

    int level() {
      return level;
    }
  }

  private final String id;
  private final Priority priority;

  Message(String id, Priority priority) {
    this.id = id;
    this.priority = priority;
  }

  String id() {
    return id;
  }

  Priority priority() {
    return priority;
  }

  /** The message for a decision; the daemon's own beginning and end are logged by the service. */
  static Message of(DecisionKind kind) {
    return switch (kind) {
      case STARTED -> STARTED;
      case STOPPED -> STOPPED;
      case RELOADED -> RELOADED;
      case RECOGNISED -> RECOGNISED;
      case ADVISED -> ADVISED;
      case TRIED -> TRIED;
      case JUDGED -> JUDGED;
      case COMMITTED -> COMMITTED;
      case UNDONE -> UNDONE;
      case RECOVERED -> RECOVERED;
      case YIELDED -> YIELDED;
      case RESUMED -> RESUMED;
      case REFUSED -> REFUSED;
      case TRIPPED -> TRIPPED;
      case RELEASED -> RELEASED;
      case FROZEN -> FROZEN;
      case THAWED -> THAWED;
      case REPLACED -> REPLACED;
      case REASSERTED -> REASSERTED;
      case IMPAIRED -> IMPAIRED;
    };
  }
}
