package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.trimtab.actuators.catalogue.Availability.Unavailable;
import io.trimtab.actuators.catalogue.BracketedType;
import io.trimtab.actuators.catalogue.Constraint;
import io.trimtab.actuators.catalogue.EnumerationType;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.catalogue.ValueType;
import java.util.List;

/** A tunable as scripts see it; the fields are documented in docs/json.md and stay stable. */
final class TunableJson {
  private TunableJson() {}

  static JsonObject of(Tunable tunable) {
    JsonObject object = new JsonObject();
    object.addProperty("name", tunable.name());
    object.add("aliases", strings(tunable.aliases()));
    object.addProperty("summary", tunable.summary());
    object.addProperty("type", tunable.type().word());
    object.add(
        "value", tunable.probed().<JsonElement>map(TunableJson::value).orElse(JsonNull.INSTANCE));
    object.add("range", range(tunable.type()));
    object.addProperty("scale", Words.of(tunable.type().scale()));
    object.addProperty("risk", Words.of(tunable.risk()));
    object.addProperty("file", tunable.file());
    JsonArray constraints = new JsonArray();
    tunable.constraints().forEach(constraint -> constraints.add(text(constraint)));
    object.add("constraints", constraints);
    object.add("disturbs", strings(tunable.disturbs()));
    object.addProperty("steady", tunable.steady());
    object.addProperty("available", tunable.isAvailable());
    if (tunable.availability() instanceof Unavailable unavailable) {
      object.addProperty("reason", unavailable.reason().word());
      object.addProperty("detail", unavailable.detail());
    } else {
      object.add("reason", JsonNull.INSTANCE);
      object.add("detail", JsonNull.INSTANCE);
    }
    return object;
  }

  static JsonElement value(Value value) {
    return value instanceof Value.Number number
        ? new JsonPrimitive(number.value())
        : new JsonPrimitive(value.text());
  }

  static String text(Constraint constraint) {
    if (constraint instanceof Constraint.AtMost) {
      return "at most " + constraint.other();
    }
    return constraint instanceof Constraint.Below
        ? "below " + constraint.other()
        : "zeroes " + constraint.other() + ", and is zeroed by it";
  }

  private static JsonObject range(ValueType type) {
    JsonObject range = new JsonObject();
    if (type instanceof NumberType number) {
      range.addProperty("min", number.min());
      range.addProperty("max", number.max());
      range.addProperty("unit", number.unit());
      JsonArray special = new JsonArray();
      number.special().forEach(special::add);
      range.add("special", special);
    } else if (type instanceof EnumerationType enumeration) {
      range.add("choices", strings(enumeration.choices()));
    } else if (type instanceof BracketedType bracketed) {
      range.add("choices", strings(bracketed.choices()));
    }
    return range;
  }

  private static JsonArray strings(List<String> strings) {
    JsonArray array = new JsonArray();
    strings.forEach(array::add);
    return array;
  }
}
