package tv.coax.license;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tv.coax.license");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("tv.coax.license.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void importsOnlyTheLibraries() {
    DescribedPredicate<JavaClass> foreign =
        DescribedPredicate.describe(
            "are ours, but neither here nor in the libraries",
            type ->
                type.getPackageName().startsWith("tv.coax.")
                    && !type.getPackageName().startsWith("tv.coax.license")
                    && !type.getPackageName().startsWith("tv.coax.service")
                    && !type.getPackageName().startsWith("tv.coax.protection"));
    noClasses().should().dependOnClassesThat(foreign).check(CLASSES);
  }
}
