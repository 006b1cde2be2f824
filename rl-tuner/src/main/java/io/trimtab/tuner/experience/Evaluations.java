package io.trimtab.tuner.experience;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Evaluations in the columns {@code value}, {@code features} and {@code failure}. */
final class Evaluations {
  private Evaluations() {}

  /** Sets three parameters in a row. */
  static void set(PreparedStatement statement, int first, Evaluation evaluation)
      throws SQLException {
    if (evaluation instanceof Evaluation.Measured measured) {
      statement.setDouble(first, measured.value());
      statement.setString(first + 1, features(measured.features()));
      statement.setNull(first + 2, Types.VARCHAR);
    } else {
      statement.setNull(first, Types.REAL);
      statement.setNull(first + 1, Types.VARCHAR);
      statement.setString(first + 2, ((Evaluation.Failed) evaluation).reason());
    }
  }

  /** Reads a row that has the three columns. */
  static Evaluation get(ResultSet row, String who) throws SQLException {
    String failure = row.getString("failure");
    if (failure != null) {
      return new Evaluation.Failed(failure);
    }
    try {
      return new Evaluation.Measured(
          row.getDouble("value"), features(String.valueOf(row.getString("features"))));
    } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
      throw TunerException.invalid(who + ": a trial in it cannot be read: " + e.getMessage(), e);
    }
  }

  private static String features(List<Double> features) {
    JsonArray array = new JsonArray();
    for (double feature : features) {
      if (Double.isFinite(feature)) {
        array.add(feature);
      } else {
        array.add(JsonNull.INSTANCE);
      }
    }
    return array.toString();
  }

  private static List<Double> features(String text) {
    List<Double> features = new ArrayList<>();
    for (JsonElement element : JsonParser.parseString(text).getAsJsonArray()) {
      features.add(element.isJsonNull() ? Double.NaN : element.getAsDouble());
    }
    return features;
  }
}
