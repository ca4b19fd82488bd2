package dev.weft.fetch.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.fetch.FetchOptions.Bodies;
import dev.weft.fetch.body.BodyStore;
import dev.weft.fetch.body.Incoming;
import dev.weft.page.Body;
import dev.weft.page.Truncation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link AnswerReader} makes of all bytes of a connection, read in pieces: its answers one
 * after another, as long as each lets the connection live.
 */
public record WholeAnswers(List<Read> answers, @Nullable String refused) {
  private static final BodyStore BODIES = BodyStore.direct(Bodies.DEFAULT);

  /** One answer. */
  public record Read(Head head, String body, @Nullable Truncation truncation) {}

  /** Reads {@code raw} in pieces that end at {@code cuts}, which ascend. */
  public static WholeAnswers of(String raw, boolean bodiless, long bodyBytesMax, int... cuts) {
    AnswerReader reader = new AnswerReader(new AnswerReader.Scratch(), BODIES.buffer(() -> {}));
    List<Read> answers = new ArrayList<>();
    reader.expect(bodiless, bodyBytesMax);
    try {
      int from = 0;
      for (int cut = 0; cut <= cuts.length; cut++) {
        int to = cut < cuts.length ? cuts[cut] : raw.length();
        byte[] piece = raw.substring(from, to).getBytes(ISO_8859_1);
        Incoming in = new BytesIncoming().over(piece, piece.length);
        from = to;
        while (in.size() > 0) {
          if (answers.size() > 0 && !lastOf(answers).head().keepAlive()) {
            throw BadAnswer.malformed("bytes follow the last answer");
          }
          if (reader.read(in)) {
            answers.add(read(reader, reader.overflowed() ? Truncation.LENGTH : null));
            reader.expect(bodiless, bodyBytesMax);
            skipLineEnds(in, answers);
          }
        }
      }
    } catch (BadAnswer bad) {
      return new WholeAnswers(answers, bad.what());
    }
    if (reader.head() != null) {
      answers.add(read(reader, reader.endsAtClose() ? null : Truncation.DISCONNECT));
    }
    return new WholeAnswers(answers, null);
  }

  /** Whether a fetch ends in a failure: refused, or at the end no headers. */
  public boolean isFailure() {
    return refused != null || answers.isEmpty();
  }

  /** All bodies, joined. */
  public String body() {
    StringBuilder text = new StringBuilder();
    answers.forEach(answer -> text.append(answer.body()));
    return text.toString();
  }

  private static Read read(AnswerReader reader, @Nullable Truncation truncation) {
    try (Body body = reader.body().give()) {
      String text = new String(body.open().readAllBytes(), ISO_8859_1);
      return new Read(Objects.requireNonNull(reader.head()), text, truncation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Read lastOf(List<Read> answers) {
    return answers.get(answers.size() - 1);
  }

  /** As a connection does behind its last answer. */
  private static void skipLineEnds(Incoming in, List<Read> answers) {
    if (!lastOf(answers).head().keepAlive()) {
      AnswerReader.skipLineEnds(in);
    }
  }
}
