package tv.coax.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tv.coax");

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching("tv.coax.local.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void programsAreStartedAndNeverImported() {
    noClasses()
        .that()
        .resideInAPackage("tv.coax.local..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "tv.coax.agent..",
            "tv.coax.bittorrent..",
            "tv.coax.catalog..",
            "tv.coax.license..",
            "tv.coax.protection..",
            "tv.coax.seeder..",
            "tv.coax.service..")
        .check(CLASSES);
  }

  @Test
  void thePlatformKnowsNothingOfTheStory() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..console..", "..process..", "..postgres..", "..keycloak..", "..platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..demo..", "..film..", "..web..")
        .check(CLASSES);
  }
}
