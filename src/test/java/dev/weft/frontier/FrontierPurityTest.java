package dev.weft.frontier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;

@AnalyzeClasses(
    packages = "dev.weft.frontier",
    importOptions = {ImportOption.DoNotIncludeTests.class, FrontierPurityTest.NotOnDisk.class})
final class FrontierPurityTest {
  /** The store on disk has a thread of its own, which the crawl loop never waits for. */
  static final class NotOnDisk implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/frontier/rocksdb/");
    }
  }

  @ArchTest
  static final ArchRule readsNoClock =
      noClasses()
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Instant.class)
          .because("the time is an argument, or the simulation could not replay a crawl");

  @ArchTest
  static final ArchRule startsNoThreadAndDoesNoInputOrOutput =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, Executors.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..", "java.net")
          .because("the crawl loop must never block");

  @ArchTest
  static final ArchRule runsNoRegularExpression =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.regex..")
          .orShould()
          .callMethod(String.class, "matches", String.class)
          .orShould()
          .callMethod(String.class, "split", String.class)
          .because("a user's pattern may take for ever");
}
