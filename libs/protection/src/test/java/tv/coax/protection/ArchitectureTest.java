package tv.coax.protection;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tv.coax.protection");

  @Test
  void packagesDoNotDependOnEachOtherInACircle() {
    slices().matching("tv.coax.protection.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void importsNothingElseOfOurs() {
    noClasses()
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("tv.coax..")
                .and(JavaClass.Predicates.resideOutsideOfPackage("tv.coax.protection..")))
        .check(CLASSES);
  }

  @Test
  void theLibrariesBehindTheFormatsStayBehindThem() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tv.coax.protection.sealing")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.crypto.tink..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "tv.coax.protection.jws", "tv.coax.protection.keys", "tv.coax.protection.keywrap")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jose4j..")
        .check(CLASSES);
  }

  @Test
  void onlyTheEdgeReadsTheSystemsClock() {
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }
}
