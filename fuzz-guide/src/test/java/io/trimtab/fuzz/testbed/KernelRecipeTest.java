package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelRecipeTest {
  @Test
  void whateverChangesTheKernelChangesItsName() {
    KernelRecipe recipe = KernelRecipe.current();
    String digest = recipe.digest("gcc 12.2.0");
    assertEquals(digest, KernelRecipe.current().digest("gcc 12.2.0"));
    assertNotEquals(digest, recipe.digest("gcc 14.1.0"));
    assertNotEquals(
        digest,
        new KernelRecipe(
                recipe.sourcePackage(),
                recipe.config() + "CONFIG_X=y\n",
                recipe.patches(),
                recipe.uninstrumented())
            .digest("gcc 12.2.0"));
    assertNotEquals(
        digest,
        new KernelRecipe(
                recipe.sourcePackage(), recipe.config(), List.of(), recipe.uninstrumented())
            .digest("gcc 12.2.0"));
  }

  @Test
  void theConfigurationLeavesNoWayToTheHost() {
    List<String> config = KernelRecipe.current().config().lines().toList();
    for (String option : List.of("HOSTFS", "MCONSOLE", "BLK_DEV_UBD", "UML_NET", "DEVMEM")) {
      assertTrue(config.contains("# CONFIG_" + option + " is not set"), option);
    }
    assertTrue(config.contains("CONFIG_KCOV=y"));
  }

  @Test
  void settingsThatWereNotTakenAreFound() {
    String wanted = "CONFIG_A=y\n# CONFIG_B is not set\n# CONFIG_C is not set\n# a comment\n";
    assertEquals(List.of(), KernelConfig.unmet(wanted, "CONFIG_A=y\n# CONFIG_B is not set\n"));
    assertEquals(
        List.of("CONFIG_A=y", "# CONFIG_C is not set"),
        KernelConfig.unmet(wanted, "CONFIG_A=m\nCONFIG_C=y\nCONFIG_D=\"text\"\n"));
  }
}
