package io.trimtab.cli;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.relation.RelationLines;
import io.trimtab.fuzz.relation.RelationStore;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.StaticRelations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Relations that a command reads. */
final class FuzzRelationsInput {
  private static final long LARGEST_TEXT = 64 << 20;

  @Option(
      names = "--relations",
      paramLabel = "FILE",
      description =
          "A database of relations, or lines callA,callB (default: those that the descriptions"
              + " tell).")
  private @Nullable Path file;

  RelationTable read(Descriptions descriptions) {
    return file == null ? StaticRelations.of(CallSet.all(descriptions)) : read(file, descriptions);
  }

  static RelationTable read(Path file, Descriptions descriptions) {
    if (RelationStore.isDatabase(file)) {
      return RelationStore.read(file);
    }
    try {
      if (Files.size(file) > LARGEST_TEXT) {
        throw FuzzException.invalid(file + " has more than 64 MiB; these are no relations");
      }
      return RelationLines.read(
          file.toString(),
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8),
          name -> descriptions.call(name).isPresent());
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.INVALID, file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
