package io.trimtab.features.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.FeaturesException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ModelFileTest {
  @TempDir Path directory;

  private static final ModelFile MODEL =
      new ModelFile(manifest(List.of("a"), List.of("x", "y")), Map.of("forest", new byte[] {1, 2}));

  public static Manifest manifest(List<String> features, List<String> classes) {
    Manifest.Usual usual = new Manifest.Usual(0, 0.5, 1);
    return new Manifest(
        "workload-classifier",
        "2026-11-21",
        Map.of("tribuo", "4.3.2"),
        7,
        new Manifest.Data("abc", 10, 2, List.of("x/p/1")),
        features,
        classes,
        Map.of("macro_f1_runs", 0.99),
        new Manifest.Domain(
            0.7, classes.stream().map(c -> features.stream().map(f -> usual).toList()).toList()));
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    Path file = directory.resolve("a.model");
    ModelStore.write(file, MODEL);
    ModelFile read = ModelStore.read(file);
    assertEquals(MODEL.manifest(), read.manifest());
    assertArrayEquals(new byte[] {1, 2}, read.part("forest", "it"));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (var left = Files.list(directory)) {
      assertEquals(1, left.count(), "nothing half-done stays behind");
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    Path file = directory.resolve("none.model");
    refused(file, "none.model", "no such file");
    assertMessage(
        assertThrows(
            FeaturesException.class,
            () -> ModelStore.write(directory.resolve("no/dir.model"), MODEL)),
        "dir.model",
        "cannot be written");
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    refused(written("hello".getBytes(StandardCharsets.UTF_8)), "not a model");
    refused(written(new byte[0]), "not a model");
    refused(written(new byte[10_000]), "not a model");
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    byte[] bytes = MODEL.encode();
    ByteBuffer.wrap(bytes).putInt(8, 2);
    refused(written(bytes), "format 2", "reads format 1", "train it anew");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] bytes = MODEL.encode();
    for (int length = 0; length < bytes.length; length++) {
      String message = refused(written(Arrays.copyOf(bytes, length)), "test.model");
      assertTrue(length < 16 || message.contains("cut off: " + length), message);
    }
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    byte[] bytes = MODEL.encode();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      refused(written(changed), "test.model");
    }
    byte[] changed = bytes.clone();
    changed[bytes.length - 40] ^= 1;
    refused(written(changed), "digest");
  }

  @Test
  void aManifestThatLacksSomethingIsRefused() {
    for (String text : List.of("", "{}", "[]", "nonsense", "{\"kind\":\"x\"}", "null")) {
      FeaturesException e =
          assertThrows(FeaturesException.class, () -> ManifestJson.read(text, "m.model"));
      assertMessage(e, "m.model", "manifest");
    }
  }

  @Test
  void theSameModelIsTheSameBytes() {
    assertArrayEquals(MODEL.encode(), MODEL.encode());
    assertFalse(Arrays.equals(MODEL.encode(), new ModelFile(MODEL.manifest(), Map.of()).encode()));
  }

  private Path written(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("test.model"), bytes);
  }

  private static String refused(Path file, String... parts) {
    FeaturesException e = assertThrows(FeaturesException.class, () -> ModelStore.read(file));
    assertMessage(e, parts);
    return e.getMessage();
  }

  private static void assertMessage(FeaturesException e, String... parts) {
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }
}
