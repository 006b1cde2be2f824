package io.trimtab.cli;

import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.relation.Evidence;
import io.trimtab.fuzz.relation.Relation;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says why a relation is believed. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Say whether one call influences another, and why that is believed.",
    footer = {"", "Example:", "  trimtab fuzz relations explain 'socket$tcp' listen"})
final class FuzzRelationsExplainCommand implements Runnable {
  @Mixin private FuzzRelationsInput input;

  @Mixin private FuzzLanguageOptions options;

  @Parameters(index = "0", paramLabel = "FROM", description = "The call that comes first.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "The one that may be influenced.")
  private String to = "";

  @Override
  public void run() {
    Descriptions descriptions = options.descriptions();
    Relation relation =
        new Relation(
            options.call(descriptions, from).name(), options.call(descriptions, to).name());
    Evidence evidence = input.read(descriptions).get(relation);
    if (options.json()) {
      options.out().println(Json.text(FuzzRelationsJson.of(relation, evidence)));
    } else {
      print(relation, evidence);
    }
    options.out().flush();
  }

  private void print(Relation relation, Evidence evidence) {
    options
        .out()
        .println(
            relation.from()
                + (evidence.holds() ? " influences " : " is not known to influence ")
                + relation.to()
                + (evidence.holds()
                    ? String.format(Locale.ROOT, ", strength %.2f", evidence.strength())
                    : ""));
    evidence
        .resource()
        .ifPresent(
            resource ->
                options.out().println("It makes a " + resource + ", which the other takes."));
    if (evidence.isGiven()) {
      options.out().println("It was imported.");
    }
    if (evidence.tests() > 0) {
      options
          .out()
          .println(
              "Taken away in "
                  + evidence.tests()
                  + " tests, it changed what the other covers in "
                  + evidence.changes()
                  + " of them.");
    } else {
      options.out().println("It was not tested by taking it away.");
    }
    evidence
        .example()
        .ifPresent(
            example -> {
              options.out().println("For instance in:");
              example.lines().forEach(line -> options.out().println("  " + line));
            });
  }
}
