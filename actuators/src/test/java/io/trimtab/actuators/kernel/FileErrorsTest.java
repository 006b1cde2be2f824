package io.trimtab.actuators.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.actuators.linux.ErrorText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "1, NOT_PERMITTED",
    "2, ABSENT",
    "11, BUSY",
    "13, ACCESS_DENIED",
    "16, BUSY",
    "19, ABSENT",
    "22, REJECTED",
    "30, READ_ONLY",
    "34, REJECTED",
    "28, OTHER"
  })
  void knowsTheWordsThatTheCLibraryHasForThem(int number, FileError error) {
    assertEquals(error, FileErrors.of(ErrorText.of(number)));
  }

  @Test
  void doesNotGuess() {
    assertEquals(FileError.OTHER, FileErrors.of("took 1 of 2 bytes"));
  }
}
