package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalTransaction;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Shows the journal. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Show the transactions that the journal knows, newest first.",
    footer = {"", "Example:", "  sudo trimtab history -n 5"})
final class HistoryCommand implements Runnable {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many to show (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(names = "--json", description = "Print an array of objects.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public void run() {
    List<JournalTransaction> transactions = newest();
    if (json) {
      JsonArray array = new JsonArray();
      transactions.forEach(transaction -> array.add(json(transaction)));
      host.out().println(Json.text(array));
      return;
    }
    if (transactions.isEmpty()) {
      host.out().println("No transactions yet.");
      return;
    }
    TextTable table = new TextTable("ID", "WHEN", "STATE", "COMMAND", "CHANGES");
    for (JournalTransaction transaction : transactions) {
      table.row(
          Long.toString(transaction.id()),
          LOCAL.format(transaction.begun()),
          transaction.state().word(),
          transaction.command(),
          changes(transaction));
    }
    table.print(host.out());
  }

  private List<JournalTransaction> newest() {
    if (limit < 1) {
      throw new ParameterException(host.commandLine(), "--limit " + limit + " is below 1");
    }
    Optional<Journal> journal = Journal.openForReading(host.paths().journal());
    if (journal.isEmpty()) {
      return List.of();
    }
    try (Journal open = journal.get()) {
      return open.newest(limit);
    }
  }

  private static String changes(JournalTransaction transaction) {
    return transaction.entries().stream()
        .filter(entry -> !entry.implied())
        .map(entry -> entry.tunable() + " " + entry.original() + "->" + entry.intended())
        .collect(Collectors.joining(", "));
  }

  private static JsonObject json(JournalTransaction transaction) {
    JsonObject object = new JsonObject();
    object.addProperty("id", transaction.id());
    object.addProperty("begun", transaction.begun().toString());
    object.addProperty("state", transaction.state().word());
    object.addProperty("command", transaction.command());
    object.addProperty("pid", transaction.writer().pid());
    object.addProperty("lease_end", transaction.leaseEnd().map(Object::toString).orElse(null));
    JsonArray changes = new JsonArray();
    for (JournalEntry entry : transaction.entries()) {
      JsonObject change = new JsonObject();
      change.addProperty("name", entry.tunable());
      change.addProperty("file", entry.file());
      change.addProperty("original", entry.original());
      change.addProperty("intended", entry.intended());
      change.addProperty("observed", entry.observed().orElse(null));
      change.addProperty("implied", entry.implied());
      change.addProperty("outcome", entry.outcome().orElse(null));
      changes.add(change);
    }
    object.add("changes", changes);
    return object;
  }
}
