package dev.weft.fetch.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fetch.FetchOptions.Bodies;
import dev.weft.fetch.http1.BytesIncoming;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BodyBufferTest {
  private static final int SPILL = 100_000;
  private static final long MEMORY = 1_000_000;

  @TempDir private Path folder;
  private BodyStore store;

  @BeforeEach
  void open() {
    store = BodyStore.direct(new Bodies(MEMORY, SPILL, folder));
  }

  @AfterEach
  void everythingIsGivenBack() {
    assertThat(store.held()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everyBodyComesOutAsItWentInWhateverItsSizeAndItsPieces() throws IOException {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 5_000 : 1_000_000)];
      random.nextBytes(bytes);
      BodyBuffer buffer = store.buffer(() -> {});
      buffer.reset(Long.MAX_VALUE);
      if (random.nextBoolean()) {
        buffer.expect(bytes.length);
      }
      feed(buffer, bytes, random);

      try (Body body = buffer.give()) {
        assertThat(body.length()).as("seed %s", seed).isEqualTo(bytes.length);
        assertThat(body.isInMemory()).isEqualTo(bytes.length <= SPILL);
        assertThat(body.open().readAllBytes()).isEqualTo(bytes);
        assertThat(body.open().readAllBytes()).isEqualTo(bytes);
        assertThat(folder).isEmptyDirectory();
      }
    }
  }

  @Test
  void whatIsOverTheCapIsLeftOutInMemoryAndInAFile() throws IOException {
    for (int cap : new int[] {10, SPILL + 10}) {
      BodyBuffer buffer = store.buffer(() -> {});
      buffer.reset(cap);
      feed(buffer, new byte[300_000], new Random(cap));

      assertThat(buffer.overflowed()).isTrue();
      try (Body body = buffer.give()) {
        assertThat(body.length()).isEqualTo(cap);
      }
    }
  }

  @Test
  void memoryIsOnTheAccountUntilTheBodyIsClosed() throws IOException {
    BodyBuffer buffer = store.buffer(() -> {});
    buffer.reset(Long.MAX_VALUE);
    feed(buffer, new byte[50_000], new Random(1));
    assertThat(store.held()).isGreaterThanOrEqualTo(50_000);

    Body body = buffer.give();
    assertThat(store.held()).isGreaterThanOrEqualTo(50_000);

    body.close();
    body.close();
    assertThat(store.held()).isZero();
  }

  @Test
  void aDiscardedBodyLeavesNothing() {
    for (int size : new int[] {0, 50_000, 500_000}) {
      BodyBuffer buffer = store.buffer(() -> {});
      buffer.reset(Long.MAX_VALUE);
      feed(buffer, new byte[size], new Random(size));

      buffer.discard();

      assertThat(store.held()).as("after %s bytes", size).isZero();
    }
  }

  @Test
  void aBudgetIsTightAtThreeQuartersAndOnceSpentBodiesGoIntoFiles() throws IOException {
    Body[] bodies = new Body[20];
    int tight = 0;
    int spent = 0;
    int inFile = 0;
    for (int i = 0; i < bodies.length; i++) {
      BodyBuffer buffer = store.buffer(() -> {});
      buffer.reset(Long.MAX_VALUE);
      buffer.expect(80_000);
      feed(buffer, new byte[80_000], new Random(i));
      tight = tight == 0 && store.isTight() ? i + 1 : tight;
      spent = spent == 0 && store.isSpent() ? i + 1 : spent;
      bodies[i] = buffer.give();
      inFile = inFile == 0 && !bodies[i].isInMemory() ? i + 1 : inFile;
    }
    for (Body body : bodies) {
      body.close();
    }

    assertThat(tight).isEqualTo(10);
    assertThat(spent).isEqualTo(13);
    assertThat(inFile).isEqualTo(14);
    assertThat(store.isTight()).isFalse();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidWhenTheBodyIsAskedFor() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    store = BodyStore.direct(new Bodies(MEMORY, SPILL, file));
    BodyBuffer buffer = store.buffer(() -> {});
    buffer.reset(Long.MAX_VALUE);
    feed(buffer, new byte[500_000], new Random(1));

    assertThat(buffer.problem()).isNotNull();
    assertThatThrownBy(buffer::give)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("temporary file cannot be written")
        .hasMessageContaining(file.toString());
    Files.delete(file);
  }

  @Test
  void aSlowDiskStopsTheReadingAndSaysWhenToGoOn() throws Exception {
    Semaphore room = new Semaphore(0);
    try (BodyStore threaded = BodyStore.threaded(new Bodies(MEMORY, SPILL, folder))) {
      BodyBuffer buffer = threaded.buffer(room::release);
      buffer.reset(Long.MAX_VALUE);
      byte[] bytes = new byte[3_000_000];
      new Random(3).nextBytes(bytes);
      int from = 0;
      while (from < bytes.length) {
        if (buffer.isFull()) {
          assertThat(room.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
          continue;
        }
        int count = Math.min(70_000, bytes.length - from);
        append(buffer, bytes, from, count);
        from += count;
        assertThat(threaded.held()).isLessThan(MEMORY);
      }
      CompletableFuture<Body> given = new CompletableFuture<>();
      buffer.give(Runnable::run, taker(given));

      try (Body body = given.get(30, TimeUnit.SECONDS)) {
        assertThat(body.open().readAllBytes()).isEqualTo(bytes);
      }
      assertThat(threaded.held()).isZero();
    }
  }

  private static BodyBuffer.Taker taker(CompletableFuture<Body> given) {
    return new BodyBuffer.Taker() {
      @Override
      public void take(Body body) {
        given.complete(body);
      }

      @Override
      public void refuse(FetchFailure reason, String message) {
        given.completeExceptionally(new IOException(reason + " " + message));
      }
    };
  }

  private static void feed(BodyBuffer buffer, byte[] bytes, Random random) {
    int from = 0;
    while (from < bytes.length) {
      int count = Math.min(1 + random.nextInt(70_000), bytes.length - from);
      append(buffer, bytes, from, count);
      from += count;
    }
  }

  private static void append(BodyBuffer buffer, byte[] bytes, int from, int count) {
    byte[] piece = Arrays.copyOfRange(bytes, from, from + count);
    buffer.append(new BytesIncoming().over(piece, count), count);
  }
}
