package dev.weft.parse.process;

import static dev.weft.parse.process.Asked.ask;
import static dev.weft.parse.process.Asked.await;
import static dev.weft.parse.process.Asked.failure;
import static dev.weft.parse.process.Asked.title;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Headers;
import dev.weft.page.Truncation;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome.ParseFailed;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.process.ProcessPool.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessPoolTest {
  private static final Duration TIME = Duration.ofSeconds(2);

  private static String page(int number) {
    return "<title>" + number + "</title><a href=/" + number + ">x</a>";
  }

  @ParameterizedTest
  @CsvSource({
    "loop,  parseTime,   more than 2 s",
    "heap,  parseMemory, heap of 96 MB",
    "crash, parseCrash,  JVM crash: SIGSEGV",
    "stack, parseStack,  a thread's stack",
    "fault, internal,    a fault of the parser",
  })
  void aDocumentThatHurtsItsWorkerCostsItselfAlone(String what, String code, String message) {
    try (PoisonedPool pool = new PoisonedPool(1, TIME)) {
      List<CompletableFuture<ParsedContent>> before = new ArrayList<>();
      List<CompletableFuture<ParsedContent>> after = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        before.add(ask(pool, page(i)));
      }
      CompletableFuture<ParsedContent> poison = ask(pool, "<!--poison: " + what + "-->");
      for (int i = 0; i < 20; i++) {
        after.add(ask(pool, page(100 + i)));
      }

      ParseFailed failure = failure(poison);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.message()).contains(message);
      for (int i = 0; i < 20; i++) {
        assertThat(title(before.get(i))).isEqualTo("" + i);
        assertThat(title(after.get(i))).isEqualTo("" + (100 + i));
      }
    }
  }

  @Test
  void aDocumentWhoseWorkerIsKilledFromOutsideIsParsedByTheNext() {
    try (PoisonedPool pool = new PoisonedPool(1, Duration.ofSeconds(20))) {
      CompletableFuture<ParsedContent> slow = ask(pool, "<!--poison: loop-->");
      CompletableFuture<ParsedContent> other = ask(pool, page(1));
      for (int i = 1; i < Limits.WORKERS_LOST_MAX; i++) {
        kill(pool.awaitBusyWorker());
        assertThat(slow).isNotDone();
      }
      kill(pool.awaitBusyWorker());

      assertThat(failure(slow).code()).isEqualTo("parseKilled");
      assertThat(failure(slow).message()).contains("signal 9").contains("10 workers");
      assertThat(title(other)).isEqualTo("1");
    }
  }

  @Test
  void allIsAnsweredAndNoProcessLeftWhenClosedWithinTwoSeconds() {
    PoisonedPool pool = new PoisonedPool(2, Duration.ofMinutes(1));
    List<CompletableFuture<ParsedContent>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(ask(pool, "<!--poison: loop-->"));
    }
    long first = pool.awaitBusyWorker();
    long start = System.nanoTime();
    pool.close();

    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(failure(answer).code()).isEqualTo(ContentParser.ABANDONED));
    assertThat(ProcessHandle.of(first)).isEmpty();
    assertThat(failure(ask(pool, page(1))).code()).isEqualTo(ContentParser.ABANDONED);
  }

  @Test
  void whatIsAbandonedIsAnsweredAtOnceAndTheNextDocumentsAreParsed() {
    try (PoisonedPool pool = new PoisonedPool(1, Duration.ofMinutes(1))) {
      CompletableFuture<ParsedContent> stuck = ask(pool, "<!--poison: loop-->");
      pool.awaitBusyWorker();
      pool.abandon();
      assertThat(stuck).isDone();
      assertThat(title(ask(pool, page(7)))).isEqualTo("7");
    }
  }

  @Test
  void aBodyTooLargeForAWorkerIsDecodedOutsideAndItsDocumentParsed() {
    try (PoisonedPool pool = new PoisonedPool(1, Duration.ofSeconds(20))) {
      byte[] wire = new byte[40 << 20];
      byte[] beginning = page(5).getBytes(UTF_8);
      System.arraycopy(beginning, 0, wire, 0, beginning.length);
      ParsedContent parsed =
          await(ask(pool, wire, Headers.of("Content-Type", "text/html"), 100_000));

      assertThat(parsed.bytes()).isEqualTo(wire.length);
      assertThat(parsed.truncation()).isEqualTo(Truncation.LENGTH);
      assertThat(parsed.outcome().toString()).contains("title=5");
    }
  }

  @Test
  void workersThatDoNotStartAreToldOf() {
    try (ProcessPool pool =
        ProcessPool.open(
            ParseOptions.DEFAULT, new Options(1, TIME, 64 << 20), "no.such.Main", List.of())) {
      ParseFailed failure = failure(ask(pool, page(1)));
      assertThat(failure.code()).isEqualTo("parseWorker");
      assertThat(failure.message()).contains("no.such.Main").contains("--parser threads");
    }
  }

  private static void kill(long pid) {
    ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
    worker.destroyForcibly();
    worker.onExit().join();
  }
}
