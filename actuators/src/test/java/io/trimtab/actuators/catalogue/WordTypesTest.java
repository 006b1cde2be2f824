package io.trimtab.actuators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WordTypesTest {
  private static final BracketedType BRACKETED =
      new BracketedType(List.of("always", "madvise", "never"));
  private static final EnumerationType ENUMERATION =
      new EnumerationType(List.of("write back", "write through"));

  @ParameterizedTest
  @CsvSource({
    "'always [madvise] never\n', madvise",
    "'none (voluntary) full\n', voluntary",
    "'[defer+madvise]\n', defer+madvise",
    "none, none"
  })
  void findsTheWordInBrackets(String text, String word) {
    assertEquals(new Value.Choice(word), BRACKETED.parseKernel(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "always madvise", "[always] [never]"})
  void refusesAmbiguousBrackets(String text) {
    assertThrows(IllegalArgumentException.class, () -> BRACKETED.parseKernel(text));
  }

  @Test
  void offersTheKnownWordsOfTheKernel() {
    BracketedType offered = BRACKETED.offeredBy("always inherit [never] deny force\n");
    assertEquals(List.of("always", "never"), offered.choices());
    assertEquals(new Value.Choice("never"), offered.parseUser(" never "));
    String message =
        assertThrows(IllegalArgumentException.class, () -> offered.parseUser("force")).getMessage();
    assertEquals("\"force\" is not one of always, never", message);
  }

  @Test
  void readsAnEnumerationWithSpaces() {
    assertEquals(new Value.Choice("write back"), ENUMERATION.parseKernel("write back\n"));
    assertEquals(new Value.Choice("write through"), ENUMERATION.parseUser("write through"));
    assertThrows(IllegalArgumentException.class, () -> ENUMERATION.parseUser("write"));
    assertThrows(IllegalArgumentException.class, () -> ENUMERATION.parseKernel("\n"));
  }
}
