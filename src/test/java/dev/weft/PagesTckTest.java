package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** Runs the Reactive Streams TCK, which is written for TestNG. */
final class PagesTckTest {
  @TempDir private java.nio.file.Path folder;

  @Test
  void pagesKeepTheRulesOfReactiveStreams() {
    TestListenerAdapter results = new TestListenerAdapter();
    TestNG runner = new TestNG(false);
    runner.setOutputDirectory(folder.toString());
    runner.setVerbose(0);
    runner.setTestClasses(new Class<?>[] {PagesTck.class});
    runner.addListener(results);
    runner.run();

    List<String> failed =
        results.getFailedTests().stream()
            .map(test -> test.getName() + ": " + test.getThrowable())
            .toList();
    assertThat(failed).isEmpty();
    assertThat(results.getPassedTests())
        .extracting(ITestResult::getName)
        .hasSizeGreaterThan(20)
        .contains("required_spec109_mustIssueOnSubscribeForNonNullSubscriber");
    System.out.println(
        "Reactive Streams TCK: "
            + results.getPassedTests().size()
            + " passed, skipped "
            + results.getSkippedTests().stream().map(ITestResult::getName).toList());
  }
}
