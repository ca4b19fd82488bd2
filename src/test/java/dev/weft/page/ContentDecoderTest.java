package dev.weft.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentDecoderTest {
  private static final long MAX = 1 << 20;

  private static final String TEXT = text();

  @TempDir private Path folder;

  /** Some 90 KB that compress about as pages do. */
  private static String text() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append(' ').append(Integer.toString(random.nextInt(100_000), 36));
    }
    return text.toString();
  }

  @Test
  void bodyWithoutACodingIsNotCopied() {
    Body wire = body(TEXT.getBytes(UTF_8));

    assertThat(ContentDecoder.decode(wire, Headers.NONE, MAX).content()).isSameAs(wire);
    assertThat(decode(wire, "identity", MAX).content()).isSameAs(wire);
    assertThat(decode(wire, " , Identity", MAX).problem()).isNull();
  }

  @Test
  void bodyWithoutACodingIsCappedToo() {
    Decoded decoded = ContentDecoder.decode(body(TEXT.getBytes(UTF_8)), Headers.NONE, 100);

    assertThat(text(decoded)).isEqualTo(TEXT.substring(0, 100));
    assertThat(decoded.truncation()).isEqualTo(Truncation.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZip", "deflate", "raw", "br", "zstd"})
  void contentComesOutAsItWentIn(String coding) throws IOException {
    Decoded decoded = decode(Encoded.of(TEXT.getBytes(UTF_8), coding), label(coding), MAX);

    assertThat(text(decoded)).isEqualTo(TEXT);
    assertThat(decoded.truncation()).isNull();
    assertThat(decoded.problem()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw", "br", "zstd"})
  void contentOfExactlyTheCapIsWhole(String coding) throws IOException {
    Body wire = Encoded.of(TEXT.getBytes(UTF_8), coding);

    assertThat(decode(wire, label(coding), TEXT.length()).truncation()).isNull();

    Decoded cut = decode(wire, label(coding), TEXT.length() - 1);

    assertThat(cut.truncation()).isEqualTo(Truncation.LENGTH);
    assertThat(text(cut)).isEqualTo(TEXT.substring(0, TEXT.length() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw", "br", "zstd"})
  void hostile13_bombIsCutAtTheCap(String coding) throws IOException {
    Body bomb = Encoded.zeros(coding, 1 << 28);
    assertThat(bomb.length()).isLessThan(2 << 20);

    Decoded decoded = decode(bomb, label(coding), MAX);

    assertThat(decoded.truncation()).isEqualTo(Truncation.LENGTH);
    assertThat(decoded.content().length()).isEqualTo(MAX);
    assertThat(decoded.content().array().length).isEqualTo(MAX);
  }

  @Test
  void hostile13_layerBelowTheLastIsCappedToo() throws IOException {
    Body inner = Encoded.zeros("gzip", 1 << 26);
    byte[] stored = new byte[40 << 20];
    System.arraycopy(inner.array(), 0, stored, 0, inner.arrayLength());
    Body wire = Encoded.of(stored, "gzip");

    Decoded decoded = decode(wire, "gzip, gzip", MAX);

    assertThat(decoded.truncation()).isEqualTo(Truncation.LENGTH);
  }

  @Test
  void hostile14_fewStackedCodingsAreUndoneInOrder() throws IOException {
    Body wire = encoded(Encoded.of(TEXT.getBytes(UTF_8), "br"), "gzip");

    assertThat(text(decode(wire, "br, gzip", MAX))).isEqualTo(TEXT);
  }

  @Test
  void hostile14_tenStackedCodingsAreLeftAsTheyAre() throws IOException {
    Body wire = body(TEXT.getBytes(UTF_8));
    for (int i = 0; i < 10; i++) {
      wire = encoded(wire, "gzip");
    }

    Decoded decoded = decode(wire, "gzip,".repeat(10), MAX);

    assertThat(decoded.content()).isSameAs(wire);
    assertThat(decoded.problem()).contains("10 content codings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "zstd"})
  void hostile14_plainContentUnderAWrongLabelIsKept(String coding) {
    Body wire = body("<html>plain</html>".repeat(100).getBytes(UTF_8));

    Decoded decoded = decode(wire, coding, MAX);

    assertThat(decoded.content()).isSameAs(wire);
    assertThat(decoded.problem()).isNotBlank();
  }

  @Test
  void hostile14_unknownCodingIsLeftAndNamed() {
    Body wire = body(new byte[] {1, 2, 3});

    Decoded decoded = decode(wire, "snappy", MAX);

    assertThat(decoded.content()).isSameAs(wire);
    assertThat(decoded.problem()).isEqualTo("the content coding is \"snappy\"");
  }

  @Test
  void hostile14_badChecksumIsFlaggedAndTheContentKept() throws IOException {
    Body wire = Encoded.of(TEXT.getBytes(UTF_8), "gzip");
    byte[] bytes = Arrays.copyOf(wire.array(), wire.arrayLength());
    bytes[bytes.length - 8] ^= 1;

    Decoded decoded = decode(body(bytes), "gzip", MAX);

    assertThat(text(decoded)).isEqualTo(TEXT);
    assertThat(decoded.problem()).contains("GZIP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw", "br", "zstd"})
  void hostile14_earlyEndKeepsThePartThatCame(String coding) throws IOException {
    byte[] noise = new byte[400_000];
    new Random(1).nextBytes(noise);
    Body wire = Encoded.of(noise, coding);
    Body half = Body.wrap(wire.array(), wire.arrayLength() / 2);

    Decoded decoded = decode(half, label(coding), MAX);

    assertThat(decoded.truncation()).isEqualTo(Truncation.DISCONNECT);
    assertThat(decoded.problem()).isNull();
    int length = decoded.content().arrayLength();
    assertThat(length).isGreaterThan(50_000);
    assertThat(Arrays.copyOf(decoded.content().array(), length))
        .isEqualTo(Arrays.copyOf(noise, length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw", "br", "zstd"})
  void damagedContentNeverThrowsAndNeverExceedsTheCap(String coding) throws IOException {
    Body wire = Encoded.of(TEXT.getBytes(UTF_8), coding);
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = Arrays.copyOf(wire.array(), 1 + random.nextInt(wire.arrayLength()));
      for (int edits = random.nextInt(4); edits > 0; edits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }

      Decoded decoded = decode(body(bytes), label(coding), 50_000);

      assertThat(decoded.content().length()).as("seed %s", seed).isLessThanOrEqualTo(50_000);
    }
  }

  @Test
  void emptyBodyUnderACodingIsEmpty() {
    Decoded decoded = decode(Body.EMPTY, "gzip", MAX);

    assertThat(decoded.content().length()).isZero();
    assertThat(decoded.problem()).isNull();
  }

  @Test
  void allCodingsOfThisRuntimeAreOffered() {
    assertThat(ContentDecoder.allCodings()).isEqualTo("gzip, deflate, br, zstd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip", "deflate", "br", "zstd"})
  void ofALongContentTheBeginningIsKeptAndAllOfItSeen(String coding) throws IOException {
    byte[] content = TEXT.getBytes(UTF_8);
    Body wire = coding.equals("identity") ? body(content) : Encoded.of(content, coding);
    for (boolean inFile : new boolean[] {false, true}) {
      try (Body from = inFile ? inFile(wire) : wire) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Headers headers = Headers.of("Content-Encoding", coding);

        Decoded decoded = ContentDecoder.decode(from, headers, MAX, 1_000, seen::write);

        assertThat(decoded.bytes()).isEqualTo(content.length);
        assertThat(decoded.truncation()).isNull();
        assertThat(decoded.isUndone()).isTrue();
        if (inFile || !coding.equals("identity")) {
          assertThat(text(decoded)).isEqualTo(TEXT.substring(0, 1_000));
          assertThat(seen.toByteArray()).isEqualTo(content);
        } else {
          assertThat(decoded.content()).isSameAs(wire);
        }
      }
    }
  }

  @Test
  void bodiesInFilesAreCappedDecodedAndLeftAloneAsThoseInMemoryAre() throws IOException {
    byte[] content = TEXT.getBytes(UTF_8);
    for (String coding :
        new String[] {"gzip", "identity", "unheard-of", "gzip, gzip, gzip, gzip"}) {
      Body wire = coding.equals("gzip") ? Encoded.of(content, coding) : body(content);
      for (long max : new long[] {100, content.length - 1, content.length, MAX}) {
        try (Body file = inFile(wire)) {
          Decoded expected = decode(wire, coding, max);
          Decoded decoded = decode(file, coding, max);

          assertThat(text(decoded)).isEqualTo(text(expected));
          assertThat(decoded.bytes()).isEqualTo(expected.bytes());
          assertThat(decoded.truncation()).isEqualTo(expected.truncation());
          assertThat(decoded.problem()).isEqualTo(expected.problem());
          assertThat(decoded.isUndone()).isEqualTo(expected.isUndone());
        }
      }
    }
  }

  private Body inFile(Body wire) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("body"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    file.write(ByteBuffer.wrap(wire.array(), 0, wire.arrayLength()));
    return Body.ofFile(file, wire.length());
  }

  private static Decoded decode(Body wire, String codings, long max) {
    return ContentDecoder.decode(wire, Headers.of("Content-Encoding", codings), max);
  }

  private static String text(Decoded decoded) {
    return new String(decoded.content().array(), 0, decoded.content().arrayLength(), UTF_8);
  }

  private static String label(String coding) {
    return coding.equals("raw") ? "deflate" : coding;
  }

  private static Body body(byte[] bytes) {
    return Body.wrap(bytes, bytes.length);
  }

  private static Body encoded(Body body, String coding) throws IOException {
    return Encoded.of(Arrays.copyOf(body.array(), body.arrayLength()), coding);
  }
}
