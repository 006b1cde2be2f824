package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.Flow;
import io.trimtab.fuzz.model.Resource;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows which calls are described, or one of them; what is wrong with descriptions is told. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = {
      "Check call descriptions and show what is in them: all calls by file, or one call with what it"
          + " takes and makes. What is wrong is told with file, line and column."
    },
    footer = {
      "",
      "Examples:",
      "  trimtab fuzz describe",
      "  trimtab fuzz describe 'epoll_ctl$add'",
      "  trimtab fuzz describe --descriptions ~/syzkaller/sys/linux"
    })
final class FuzzDescribeCommand implements Runnable {
  @Mixin private FuzzLanguageOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "CALL",
      description = "Only this call, such as socket$tcp.")
  private @Nullable String name;

  @Override
  public void run() {
    Descriptions descriptions = options.descriptions();
    if (name != null) {
      one(options.call(descriptions, name), descriptions);
    } else if (options.json()) {
      options.out().println(Json.text(json(descriptions)));
    } else {
      files(descriptions);
    }
    options.out().flush();
  }

  private void files(Descriptions descriptions) {
    Map<String, Integer> files = new TreeMap<>();
    descriptions.calls().forEach(call -> files.merge(call.at().file(), 1, Integer::sum));
    TextTable table = new TextTable("FILE", "CALLS");
    files.forEach((file, count) -> table.row(file, Integer.toString(count)));
    table.print(options.out());
    options.out().println();
    options
        .out()
        .println(
            descriptions.calls().size()
                + " calls, "
                + descriptions.resources().size()
                + " resources; no errors");
  }

  private void one(Call call, Descriptions descriptions) {
    Flow flow = descriptions.flow(call);
    if (options.json()) {
      options.out().println(Json.text(json(call, flow)));
      return;
    }
    options
        .out()
        .println(
            call.name()
                + " ("
                + (call.number() < 0 ? "no call of the kernel" : "call " + call.number())
                + ", "
                + call.at()
                + ")");
    TextTable table = new TextTable("ARGUMENT", "TYPE", "BYTES");
    for (Field argument : call.arguments()) {
      table.row(
          argument.name(), FuzzTypeText.of(argument.type()), Long.toString(argument.type().size()));
    }
    if (!call.arguments().isEmpty()) {
      table.print(options.out());
    }
    options.out().println("takes: " + names(flow.taken()));
    options.out().println("makes: " + names(flow.made()));
  }

  private static String names(Collection<Resource> resources) {
    return resources.isEmpty()
        ? "nothing"
        : resources.stream().map(Resource::name).sorted().collect(Collectors.joining(", "));
  }

  private static JsonObject json(Descriptions descriptions) {
    JsonObject object = new JsonObject();
    JsonArray calls = new JsonArray();
    descriptions.calls().forEach(call -> calls.add(call.name()));
    object.add("calls", calls);
    JsonArray resources = new JsonArray();
    descriptions.resources().forEach(resource -> resources.add(resource.name()));
    object.add("resources", resources);
    return object;
  }

  private static JsonObject json(Call call, Flow flow) {
    JsonObject object = new JsonObject();
    object.addProperty("call", call.name());
    object.addProperty("number", call.number());
    object.addProperty("at", call.at().toString());
    JsonArray arguments = new JsonArray();
    for (Field argument : call.arguments()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", argument.name());
      entry.addProperty("type", argument.type().name());
      entry.addProperty("bytes", argument.type().size());
      arguments.add(entry);
    }
    object.add("arguments", arguments);
    object.add("takes", array(flow.taken()));
    object.add("makes", array(flow.made()));
    return object;
  }

  private static JsonArray array(Collection<Resource> resources) {
    JsonArray array = new JsonArray();
    resources.stream().map(Resource::name).sorted().forEach(array::add);
    return array;
  }
}
