package tv.coax.catalog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final List<String> OURS =
      List.of("tv.coax.catalog", "tv.coax.service", "tv.coax.protection");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tv.coax.catalog");

  @Test
  void packagesFormNoCycle() {
    slices().matching("tv.coax.catalog.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void importsOnlyTheLibrariesMeantForServices() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe("belong to another part", ArchitectureTest::isForeign))
        .check(CLASSES);
  }

  @Test
  void featuresDoNotKnowThePages() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..storefront..", "..console..", "..web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..storefront..", "..console..", "..web..")
        .check(CLASSES);
  }

  private static boolean isForeign(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith("tv.coax")
        && OURS.stream().noneMatch(ours -> name.equals(ours) || name.startsWith(ours + "."));
  }
}
