package tv.coax.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses AGENT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tv.coax.agent");

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching("tv.coax.agent.(*)..").should().beFreeOfCycles().check(AGENT);
  }

  @Test
  void ofOursOnlyTheEngineAndProtectionAreImported() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are the agent's, the engine's, protection's, or not ours",
                (JavaClass type) -> allowed(type.getPackageName())))
        .check(AGENT);
  }

  private static boolean allowed(String name) {
    return !name.startsWith("tv.coax")
        || name.startsWith("tv.coax.agent")
        || name.startsWith("tv.coax.bittorrent")
        || name.startsWith("tv.coax.protection");
  }
}
