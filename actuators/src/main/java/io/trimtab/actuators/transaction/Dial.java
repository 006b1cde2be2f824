package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One tunable that is turned from value to value while work goes on, and that shows its original
 * when it is closed, or when its process is gone and the next writer looks. Each value has its own
 * journaled transaction, so that turning back to one costs kernel writes alone.
 */
public final class Dial implements AutoCloseable {
  private final Actuator actuator;
  private final Tunable tunable;
  private final String purpose;
  private final Value original;
  private final Map<String, Transaction> transactions = new LinkedHashMap<>();
  private Optional<Transaction> inForce = Optional.empty();
  private Value now;

  /** What the kernel shows if nobody else sets it: it may round. */
  private Value shown;

  /**
   * @param actuator the writer, which stays the caller's to close
   * @param purpose what the journal says that the values are for
   */
  public Dial(Actuator actuator, Tunable tunable, String purpose) {
    this.actuator = actuator;
    this.tunable = tunable;
    this.purpose = purpose;
    this.original = actuator.catalogue().read(tunable);
    this.now = original;
    this.shown = original;
  }

  public Tunable tunable() {
    return tunable;
  }

  /** The value that was there before. */
  public Value original() {
    return original;
  }

  /** The value that it was turned to last. */
  public Value now() {
    return now;
  }

  /**
   * Turns it.
   *
   * @throws ActuatorException if the value does not take, or someone else has set it meanwhile:
   *     then it is left alone
   */
  public void turn(Value value) {
    if (value.text().equals(now.text())) {
      return;
    }
    restore();
    if (value.text().equals(original.text())) {
      return;
    }
    Transaction transaction = transactions.get(value.text());
    if (transaction == null) {
      Configuration configuration = new Configuration(Map.of(tunable.name(), value));
      transaction = actuator.begin(configuration, purpose, Optional.empty());
      transactions.put(value.text(), transaction);
    }
    try {
      transaction.apply();
    } catch (ActuatorException e) {
      // It has been undone, and is of no more use.
      transactions.remove(value.text());
      throw e;
    }
    inForce = Optional.of(transaction);
    now = value;
    shown = actuator.catalogue().read(tunable);
  }

  /**
   * What someone else has set it to, be it the original; empty while the kernel shows what was left
   * there.
   *
   * @throws ActuatorException if it cannot be read
   */
  public Optional<Value> foreign() {
    Value current = actuator.catalogue().read(tunable);
    return current.text().equals(shown.text()) ? Optional.empty() : Optional.of(current);
  }

  /**
   * Turns it to its original.
   *
   * @throws ActuatorException if that cannot be put back, or someone else has set it meanwhile
   */
  public void restore() {
    if (inForce.isPresent()) {
      Transaction last = inForce.get();
      inForce = Optional.empty();
      now = original;
      shown = original;
      last.revert();
    }
  }

  /** Turns it to its original, for good. */
  @Override
  public void close() {
    try {
      restore();
    } finally {
      transactions.values().forEach(Transaction::close);
      transactions.clear();
    }
  }
}
