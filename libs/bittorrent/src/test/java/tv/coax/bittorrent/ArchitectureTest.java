package tv.coax.bittorrent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tv.coax.bittorrent");

  @Test
  void packagesFormNoCycle() {
    slices().matching("tv.coax.bittorrent.(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void nothingOfOursIsImported() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "tv.coax.bittorrent..",
            "java..",
            "io.vertx.core..",
            "io.netty..",
            "picocli..",
            "org.jspecify..")
        .check(ENGINE);
  }

  @Test
  void nobodyImportsTheCommand() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tv.coax.bittorrent.command")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tv.coax.bittorrent.command", "picocli..")
        .check(ENGINE);
  }

  @Test
  void theLogicKnowsNoSocketsDisksOrClocks() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "tv.coax.bittorrent.layout",
            "tv.coax.bittorrent.bencode",
            "tv.coax.bittorrent.choke",
            "tv.coax.bittorrent.pick",
            "tv.coax.bittorrent.peer",
            "tv.coax.bittorrent.torrent",
            "tv.coax.bittorrent.play")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "java.nio.channels", "java.net.http")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(ENGINE);
  }

  @Test
  void onlyTheLinkLooksBehindThePublicApiOfVertx() {
    noClasses()
        .that()
        .doNotHaveSimpleName("NettyLink")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..impl..")
        .check(ENGINE);
  }
}
