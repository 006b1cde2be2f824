package io.trimtab;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the project and what each may use. An import against the table fails the build. */
class ArchitectureTest {
  private static JavaClasses trimtab;

  /** A room, the packages that are it, and the rooms that it may use. */
  record Room(String name, List<String> packages, List<String> mayUse) {
    Room(String name, List<String> mayUse) {
      this(name, List.of("io.trimtab." + name + ".."), mayUse);
    }

    DescribedPredicate<JavaClass> foreignRooms() {
      String[] allowed =
          Stream.concat(packages.stream(), mayUse.stream().map(room -> "io.trimtab." + room + ".."))
              .toArray(String[]::new);
      return resideInAPackage("io.trimtab..").and(not(resideInAnyPackage(allowed)));
    }

    @Override
    public String toString() {
      return name + " uses " + (mayUse.isEmpty() ? "no other room" : String.join(", ", mayUse));
    }
  }

  static Stream<Room> rooms() {
    return Stream.of(
        new Room("collector", List.of()),
        new Room("actuators", List.of()),
        new Room("features", List.of("collector")),
        new Room("tuner", List.of("features", "collector", "actuators")),
        new Room("fuzz", List.of("actuators")),
        new Room("daemon", List.of("cli", "collector", "actuators", "features", "tuner", "fuzz")));
  }

  @BeforeAll
  static void readClasses() {
    trimtab =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.trimtab");
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomUsesOnly(Room room) {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(room.packages().toArray(String[]::new))
            .should()
            .dependOnClassesThat(room.foreignRooms()));
  }

  @Test
  void everyClassIsInARoom() {
    check(
        noClasses()
            .should()
            .resideOutsideOfPackages(
                Stream.concat(
                        rooms().flatMap(r -> r.packages().stream()), Stream.of("io.trimtab.cli.."))
                    .toArray(String[]::new)));
  }

  @Test
  void nativeCallsAreInLinuxPackages() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("..linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna.."));
  }

  /** What runs at work never waits for, or fails with, what it was trained with. */
  @Test
  void tribuoTrainsAndNothingElse() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.trimtab.features.train..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tribuo..", "com.oracle.labs.."));
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    check(
        outsideCommandLine()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  @Test
  void onlyTheCommandLineWritesToStdout() {
    check(outsideCommandLine().should().accessField(System.class, "out"));
  }

  @Test
  void timeAndRandomnessAreInjected() {
    check(
        outsideCommandLine()
            .and()
            .resideOutsideOfPackage("io.trimtab.daemon..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callConstructor(Random.class));
  }

  @Test
  void nothingIsStoredByJavaSerialisation() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectOutputStream.class));
  }

  /** A class with a main method is a program of its own, and runs as another process. */
  private static GivenClassesConjunction outsideCommandLine() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.trimtab.cli..")
        .and(
            DescribedPredicate.describe(
                "are not programs", type -> type.tryGetMethod("main", String[].class).isEmpty()));
  }

  /** A room may still be empty. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(trimtab);
  }

  /** The daemon's class path in the package lacks them: see scripts/package. */
  @Test
  void theDaemonNeedsNothingThatTrainsOrDraws() {
    noClasses()
        .that()
        .haveFullyQualifiedName("io.trimtab.cli.RunCommand")
        .or()
        .haveFullyQualifiedName("io.trimtab.cli.RollbackCommand")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage(
            "org.tribuo..",
            "com.oracle..",
            "com.google.protobuf..",
            "org.knowm..",
            "de.erichseifert..",
            "com.epam..",
            "org.apache.commons.csv..",
            "org.jline..",
            "me.tongfei..")
        .check(trimtab);
  }
}
