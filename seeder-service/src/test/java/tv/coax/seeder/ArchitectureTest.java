package tv.coax.seeder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tv.coax.seeder");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("tv.coax.seeder.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void onlyTheLibrariesAreImported() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "tv.coax.catalog..", "tv.coax.license..", "tv.coax.agent..", "tv.coax.local..")
        .check(OURS);
  }
}
