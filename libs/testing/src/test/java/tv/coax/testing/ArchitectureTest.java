package tv.coax.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void importsNothingOfOurs() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("tv.coax");
    noClasses()
        .that()
        .resideInAPackage("tv.coax.testing..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are ours but elsewhere",
                type ->
                    type.getPackageName().startsWith("tv.coax")
                        && !type.getPackageName().startsWith("tv.coax.testing")))
        .check(classes);
  }
}
