package dev.weft.cli;

import dev.weft.gather.Fetched;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.ContentDecoder;
import dev.weft.page.ContentDigest;
import dev.weft.page.Decoded;
import dev.weft.page.Page.PageError;
import dev.weft.page.Truncation;
import dev.weft.parse.EncodingSniffer;
import dev.weft.parse.MediaType;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's body says once its content coding is undone. {@code bytes} counts all of it;
 * {@code content} is all of it too if it was asked for, or else its beginning.
 */
record FetchContent(
    Body content,
    long bytes,
    String digest,
    @Nullable String type,
    EncodingSniffer.@Nullable Sniffed encoding,
    @Nullable Truncation truncation,
    @Nullable PageError error) {
  /** The word for a content coding that cannot be undone, as in a crawl's records. */
  private static final String CODING = "contentCoding";

  /** The encoding of a document is said in its first kilobyte. */
  private static final int BEGINNING_BYTES = 64 << 10;

  private static final Set<String> TEXTUAL =
      Set.of(
          "application/json",
          "application/xml",
          "application/javascript",
          "application/ecmascript",
          "application/x-javascript",
          "application/x-ndjson",
          "application/x-www-form-urlencoded",
          "application/yaml",
          "application/toml",
          "application/sql");

  /** Undoes the coding, up to {@code bytesMax}; empty if no answer came. */
  static Optional<FetchContent> of(Fetched fetched, long bytesMax, boolean isWhole) {
    return fetched.answer().map(answer -> of(answer, bytesMax, isWhole));
  }

  private static FetchContent of(Answer answer, long bytesMax, boolean isWhole) {
    ContentDigest digest = new ContentDigest();
    int kept = isWhole ? (int) Math.min(bytesMax, Integer.MAX_VALUE - 8) : BEGINNING_BYTES;
    Decoded decoded =
        ContentDecoder.decode(answer.body(), answer.headers(), bytesMax, kept, digest);
    MediaType type = answer.headers().first("content-type").flatMap(MediaType::parse).orElse(null);
    boolean isReadable = decoded.isUndone() && decoded.bytes() > 0;
    return new FetchContent(
        decoded.content(),
        decoded.bytes(),
        digest.of(decoded),
        type == null ? null : type.essence(),
        isReadable && type != null && isTextual(type)
            ? EncodingSniffer.sniff(decoded.content(), type.charsetLabel())
            : null,
        answer.truncation() != null ? answer.truncation() : decoded.truncation(),
        decoded.problem() == null ? null : new PageError(CODING, decoded.problem()));
  }

  private static boolean isTextual(MediaType type) {
    String name = type.essence();
    return name.startsWith("text/")
        || name.endsWith("+json")
        || name.endsWith("+xml")
        || TEXTUAL.contains(name);
  }

  /** What was wrong with the coding, if something was. */
  Optional<PageError> problem() {
    return Optional.ofNullable(error);
  }

  /** The label of the encoding that text is in. */
  @Nullable String charset() {
    return encoding == null ? null : encoding.encoding().name();
  }

  /** Whether {@link #text} is text, and not Base64. */
  boolean isText() {
    return encoding != null;
  }

  /** The content as text, without a byte order mark; as Base64 if it is none. */
  String text() {
    if (encoding == null) {
      return Base64.getEncoder()
          .encodeToString(
              content.arrayLength() == content.array().length
                  ? content.array()
                  : Arrays.copyOf(content.array(), content.arrayLength()));
    }
    int mark = encoding.markBytes();
    return new String(
        content.array(), mark, content.arrayLength() - mark, encoding.encoding().charset());
  }
}
