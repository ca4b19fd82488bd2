package dev.weft.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOptions.Bodies;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every backend does with bodies that are large, alone or together. */
public abstract class LargeBodyContract extends FetcherFixture {
  private static final int SPILL = 256 << 10;
  private static final int MEMORY = 1 << 20;
  private static final int LARGE = 4 << 20;
  private static final int MIDDLING = 200 << 10;

  @TempDir private Path folder;

  @BeforeEach
  final void keepLittleInMemory() {
    use(options(PATIENT).withBodies(new Bodies(MEMORY, SPILL, folder)));
    for (int size : new int[] {LARGE, MIDDLING}) {
      server.on(
          "/" + size,
          c -> {
            c.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            c.send(bytes(size));
          });
    }
  }

  @Test
  void aLargeBodyIsInAFileThatIsGoneWhenItIsClosed() {
    try (Body body = answer(large("/" + LARGE)).body()) {
      assertThat(body.isInMemory()).isFalse();
      assertThat(read(body)).isEqualTo(bytes(LARGE));
    }
    assertThat(folder).isEmptyDirectory();
    assertThat(fetcher.isShortOfMemory()).isFalse();
  }

  @Test
  void aSmallBodyIsInMemory() {
    try (Body body = answer("/" + MIDDLING).body()) {
      assertThat(body.isInMemory()).isTrue();
      assertThat(read(body)).isEqualTo(bytes(MIDDLING));
    }
  }

  @Test
  void manyLargeBodiesAtOnceAllCome() {
    for (Answer answer : together("/" + LARGE, 12)) {
      assertThat(read(answer.body())).isEqualTo(bytes(LARGE));
      answer.body().close();
    }
    assertThat(folder).isEmptyDirectory();
    assertThat(fetcher.isShortOfMemory()).isFalse();
  }

  @Test
  void bodiesThatNobodyClosesDoNotKeepOthersFromComing() {
    List<Answer> answers = together("/" + MIDDLING, 30);

    assertThat(fetcher.isShortOfMemory()).isTrue();
    assertThat(answers).anyMatch(answer -> !answer.body().isInMemory());
    for (Answer answer : answers) {
      assertThat(read(answer.body())).isEqualTo(bytes(MIDDLING));
      answer.body().close();
    }
    assertThat(fetcher.isShortOfMemory()).isFalse();
  }

  @Test
  void aLargeBodyThatIsCutIsKeptAsFarAsItCame() {
    server.on(
        "/cut",
        c -> {
          c.send("HTTP/1.1 200 OK\r\nContent-Length: " + 2 * LARGE + "\r\n\r\n");
          c.send(bytes(LARGE));
          c.close();
        });

    Answer answer = answer(large("/cut"));

    assertThat(answer.truncation()).isEqualTo(Truncation.DISCONNECT);
    assertThat(read(answer.body())).isEqualTo(bytes(LARGE));
    answer.body().close();
  }

  @Test
  void aLargeBodyIsCutAtTheCap() {
    Answer answer =
        answer(FetchRequest.get(server.url("/" + LARGE), server.addresses(), 0, LARGE - 7));

    assertThat(answer.truncation()).isEqualTo(Truncation.LENGTH);
    assertThat(read(answer.body())).isEqualTo(Arrays.copyOf(bytes(LARGE), LARGE - 7));
    answer.body().close();
  }

  @Test
  void aCancelledLargeBodyLeavesNothingBehind() {
    server.on(
        "/half",
        c -> {
          c.send("HTTP/1.1 200 OK\r\nContent-Length: " + 2 * LARGE + "\r\n\r\n");
          c.send(bytes(LARGE));
          c.holdUntilClosed();
        });
    CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    Fetcher.Fetch fetch = fetcher.fetch(large("/half"), outcome::complete);
    await(() -> server.heads().size() == 1);

    fetch.cancel();

    assertThat(await(outcome)).isInstanceOf(FetchOutcome.Failed.class);
    await(() -> !fetcher.isShortOfMemory() && server.openConnections() == 0);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLargeBodyThatCannotBeStoredIsAFailureOfItsOwn() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    use(options(PATIENT).withBodies(new Bodies(MEMORY, SPILL, file)));

    assertThat(failure(large("/" + LARGE))).isEqualTo(FetchFailure.NOT_STORED);
    assertThat(answer("/" + MIDDLING).status()).isEqualTo(200);
  }

  private FetchRequest large(String path) {
    return FetchRequest.get(server.url(path), server.addresses(), 0, 4L * LARGE);
  }

  private List<Answer> together(String path, int count) {
    List<CompletableFuture<FetchOutcome>> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(start(large(path)));
    }
    return started.stream().map(each -> answered(await(each))).toList();
  }

  private static byte[] read(Body body) {
    try {
      return body.open().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
