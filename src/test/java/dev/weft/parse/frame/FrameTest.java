package dev.weft.parse.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.page.Truncation;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.Declared;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome.Parsed;
import dev.weft.parse.ParseOutcome.Skipped;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.RobotsMeta;
import dev.weft.parse.frame.FrameReceiver.Frame;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FrameTest {
  private static final CrawlUrl URL = CrawlUrl.parse("https://example.com/a?b=c").orElseThrow();
  private static final CrawlUrl OTHER = CrawlUrl.parse("http://e.com:81/%20").orElseThrow();
  private static final long SEED = System.nanoTime();

  static Stream<ParsedContent> contents() {
    Parsed parsed =
        new Parsed(
            "text/html",
            "utf-8",
            "Title \uD83D\uDE00 and half a pair \uD83D",
            new Declared(List.of(new RobotsMeta("robots", "no\u00e9")), URL, OTHER),
            List.of(
                new Outlink(URL, LinkKind.A, false), new Outlink(OTHER, LinkKind.REFRESH, true)),
            7);
    Parsed bare = new Parsed("a/b", null, null, Declared.NOTHING, List.of(), 0);
    return Stream.of(
        new ParsedContent(1L << 40, "xxh3:0", Truncation.LENGTH, null, parsed),
        new ParsedContent(0, "xxh3:1", null, "what was wrong", bare),
        new ParsedContent(5, "xxh3:2", null, null, new Skipped("image/png")),
        new ParsedContent(5, "xxh3:2", Truncation.DISCONNECT, null, new Skipped(null)),
        ParsedContent.failed("code", "a message"));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void contentsComeBackAsTheyWereHoweverTheBytesAreSplit(ParsedContent content) throws IOException {
    FieldWriter fields = new FieldWriter();
    ParsedCodec.write(content, fields);
    byte[] bytes = bytes(FrameType.PARSED, fields, Body.EMPTY);
    for (int pieces = 1; pieces <= 8; pieces++) {
      Frame frame = received(bytes, pieces, 0);
      assertThat(frame.type()).isEqualTo(FrameType.PARSED);
      assertThat(ParsedCodec.read(frame.fields(), null)).isEqualTo(content);
    }
  }

  @Test
  void requestsComeBackAsTheyWereHoweverTheBytesAreSplit(@TempDir Path folder) throws IOException {
    byte[] wire = new byte[300_000];
    new Random(SEED).nextBytes(wire);
    Headers headers =
        Headers.of("content-type", "text/html", "Set-Cookie", "a=b", "CONTENT-ENCODING", "gzip");
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("body"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ)) {
      file.write(ByteBuffer.wrap(wire));
      for (Body body : List.of(Body.wrap(wire, wire.length), Body.ofFile(file, wire.length))) {
        FieldWriter fields = new FieldWriter();
        RequestCodec.write(new ContentRequest(URL, headers, body, true, 1L << 33, 77), fields);
        Frame frame = received(bytes(FrameType.REQUEST, fields, body), 50_000, wire.length);
        ContentRequest back = RequestCodec.read(frame.fields(), frame.body());
        assertThat(back.url()).isEqualTo(URL);
        assertThat(back.headers().toString())
            .isEqualTo("Content-Type: text/html\nContent-Encoding: gzip\n");
        assertThat(back.isParsed()).isTrue();
        assertThat(back.contentBytesMax()).isEqualTo(1L << 33);
        assertThat(back.documentBytesMax()).isEqualTo(77);
        assertThat(Arrays.copyOf(back.wire().array(), back.wire().arrayLength())).isEqualTo(wire);
      }
    }
  }

  @Test
  void optionsComeBackAsTheyWere() throws IOException {
    ParseOptions options =
        new ParseOptions(Set.of(LinkKind.IMG, LinkKind.A), 12).withRobotsName("bot");
    FieldWriter fields = new FieldWriter();
    SetupCodec.write(options, fields);
    Frame frame = received(bytes(FrameType.SETUP, fields, Body.EMPTY), 3, 0);
    assertThat(SetupCodec.read(frame.fields())).isEqualTo(options);
  }

  @Test
  void linksThatAreKnownAreLeftOutAndTheOthersCarryTheirFingerprint() throws IOException {
    Fingerprinter by = new Fingerprinter(1, 2);
    KnownLinks known = new KnownLinks(by, fingerprint -> fingerprint == by.fingerprint(URL));
    FieldWriter fields = new FieldWriter();
    ParsedCodec.write(contents().findFirst().orElseThrow(), fields);
    Frame frame = received(bytes(FrameType.PARSED, fields, Body.EMPTY), 1, 0);
    Parsed parsed = (Parsed) ParsedCodec.read(frame.fields(), known).outcome();
    assertThat(parsed.outlinks()).containsExactly(new Outlink(OTHER, LinkKind.REFRESH, true));
    assertThat(parsed.outlinks().get(0).fingerprint(by)).isEqualTo(by.fingerprint(OTHER));
    assertThat(parsed.outlinkCount()).isEqualTo(7);
  }

  @Test
  void anEndBetweenFramesIsAnEndAndOneWithinIsATear() throws IOException {
    byte[] bytes = bytes(FrameType.READY, new FieldWriter(), Body.wrap(new byte[100], 100));
    assertThat(receiver(new byte[0], 100).receive()).isNull();
    for (int length = 1; length < bytes.length; length++) {
      FrameReceiver torn = receiver(Arrays.copyOf(bytes, length), 100);
      assertThatThrownBy(torn::receive)
          .isInstanceOf(FrameException.class)
          .hasMessageContaining("ended within a frame");
    }
  }

  @Test
  void whatIsNoFrameIsToldWithItsPlace() {
    assertFault("length is 5", 0, 0, 0, 5);
    assertFault("length is -1", 255, 255, 255, 255);
    assertFault("version is 9", 0, 0, 0, 6, 9, 1, 0, 0, 0, 0);
    assertFault("type is 77", 0, 0, 0, 6, 1, 77, 0, 0, 0, 0);
    assertFault("fields of a READY frame take -1", 0, 0, 0, 6, 1, 1, 255, 255, 255, 255);
    assertFault("body of a READY frame take", 127, 0, 0, 6, 1, 1, 0, 0, 0, 0);
    assertFault("fields of a READY frame take 2130", 127, 0, 0, 6, 1, 1, 127, 0, 0, 0);
  }

  @Test
  void mutatedFieldsGiveAnErrorOrAValueAndNothingElse() throws IOException {
    Random random = new Random(SEED);
    for (ParsedContent content : contents().toList()) {
      FieldWriter fields = new FieldWriter();
      ParsedCodec.write(content, fields);
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = Arrays.copyOf(fields.array(), fields.length());
        for (int k = 0; k <= random.nextInt(3); k++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        try {
          ParsedCodec.read(new FieldReader(bytes, length), null);
        } catch (IOException e) {
          assertThat(e.getMessage()).as("seed " + SEED).isNotEmpty();
        }
      }
    }
  }

  @Test
  void framesFollowEachOther() throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    FrameSender sender = new FrameSender(Channels.newChannel(to));
    FieldWriter fields = new FieldWriter();
    for (int i = 0; i < 100; i++) {
      fields.clear().text("x".repeat(i * i));
      sender.send(FrameType.REQUEST, fields, Body.wrap(new byte[i], i));
    }
    FrameReceiver receiver =
        new FrameReceiver(new Split(to.toByteArray(), 4_000, new Random(SEED)), 100);
    for (int i = 0; i < 100; i++) {
      Frame frame = next(receiver);
      assertThat(frame.fields().text()).hasSize(i * i);
      assertThat(frame.body().length()).isEqualTo(i);
    }
    assertThat(receiver.receive()).isNull();
  }

  private static void assertFault(String message, int... bytes) {
    byte[] sent = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      sent[i] = (byte) bytes[i];
    }
    assertThatThrownBy(() -> receiver(sent, 100).receive())
        .isInstanceOf(FrameException.class)
        .hasMessageContaining(message);
  }

  private static FrameReceiver receiver(byte[] bytes, int bodyBytesMax) {
    return new FrameReceiver(Channels.newChannel(new ByteArrayInputStream(bytes)), bodyBytesMax);
  }

  private static byte[] bytes(FrameType type, FieldWriter fields, Body body) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    new FrameSender(Channels.newChannel(to)).send(type, fields, body);
    return to.toByteArray();
  }

  private static Frame received(byte[] bytes, int pieceMax, int bodyBytesMax) throws IOException {
    return next(new FrameReceiver(new Split(bytes, pieceMax, new Random(SEED)), bodyBytesMax));
  }

  private static Frame next(FrameReceiver receiver) throws IOException {
    Frame frame = receiver.receive();
    if (frame == null) {
      throw new AssertionError("no frame; seed " + SEED);
    }
    return frame;
  }

  /** A channel that gives its bytes in pieces of chance lengths. */
  private static final class Split implements ReadableByteChannel {
    private final byte[] bytes;
    private final int pieceMax;
    private final Random random;
    private int at;

    Split(byte[] bytes, int pieceMax, Random random) {
      this.bytes = bytes;
      this.pieceMax = pieceMax;
      this.random = random;
    }

    @Override
    public int read(ByteBuffer to) {
      if (at == bytes.length) {
        return -1;
      }
      int most =
          Math.min(1 + random.nextInt(pieceMax), Math.min(to.remaining(), bytes.length - at));
      to.put(bytes, at, most);
      at += most;
      return most;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
