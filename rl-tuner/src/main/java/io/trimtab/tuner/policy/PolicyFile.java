package io.trimtab.tuner.policy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.report.ResultFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A policy's file: one JSON object with {@code format}, {@code version}, {@code digest} and {@code
 * content}. Read with limits, and only if the digest is that of the content.
 */
public final class PolicyFile {
  /** The version of the file's layout. */
  public static final int VERSION = 1;

  /** The most that a policy file may have. */
  public static final int MOST_BYTES = 16 << 20;

  private static final String FORMAT = "trimtab-policy";

  private PolicyFile() {}

  /**
   * Writes a policy: the whole file or none, in place of what was there.
   *
   * @throws TunerException if it cannot be written
   */
  public static void write(Path file, Policy policy) {
    ResultFile.write(file, text(policy));
  }

  /** Returns the file's text; the same for the same policy. */
  public static String text(Policy policy) {
    JsonObject content = PolicyJson.content(policy);
    JsonObject object = new JsonObject();
    object.addProperty("format", FORMAT);
    object.addProperty("version", VERSION);
    object.addProperty("digest", PolicyJson.digest(content));
    object.add("content", content);
    // Here and not in a constant: who reads policies alone, as the daemon does, needs none of
    // Gson's adapters.
    Gson pretty =
        new GsonBuilder().disableHtmlEscaping().serializeNulls().setPrettyPrinting().create();
    return pretty.toJson(object) + "\n";
  }

  /**
   * Reads a policy.
   *
   * @throws TunerException if it is missing, too large, cut off, changed, of another version, or no
   *     policy at all
   */
  public static Policy read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw TunerException.invalid(
            file + " is larger than a policy may be, " + (MOST_BYTES >> 20) + " MiB");
      }
      return parse(new String(bytes, StandardCharsets.UTF_8), file.toString());
    } catch (NoSuchFileException e) {
      throw TunerException.invalid(file + ": there is no such file");
    } catch (AccessDeniedException e) {
      throw TunerException.unavailable(file + ": permission denied");
    } catch (IOException e) {
      throw new TunerException(file + ": the policy cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file's text.
   *
   * @param who the file, for messages
   * @throws TunerException as {@link #read}
   */
  public static Policy parse(String text, String who) {
    JsonObject object = object(text, who);
    if (!object.has("format") || !object.get("format").toString().equals('"' + FORMAT + '"')) {
      throw TunerException.invalid(who + " is not a policy of Trimtab's");
    }
    if (!object.has("version") || !object.get("version").toString().equals("" + VERSION)) {
      throw TunerException.invalid(
          who
              + " is of policy format "
              + object.get("version")
              + ", and this Trimtab reads format "
              + VERSION
              + "; make it anew with trimtab train policy --from");
    }
    try {
      JsonObject content = object.getAsJsonObject("content");
      if (!PolicyJson.digest(content).equals(object.get("digest").getAsString())) {
        throw TunerException.invalid(
            who + " is damaged: its digest is not that of what it holds; make or copy it anew");
      }
      return PolicyJson.policy(content, who);
    } catch (TunerException e) {
      throw e;
    } catch (RuntimeException e) {
      throw TunerException.invalid(
          who + " is damaged: a part of the policy is missing or out of place", e);
    }
  }

  private static JsonObject object(String text, String who) {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      boolean isOurs = text.contains('"' + FORMAT + '"');
      throw TunerException.invalid(
          who + (isOurs ? " is cut off or damaged" : " is not a policy of Trimtab's"), e);
    }
  }
}
