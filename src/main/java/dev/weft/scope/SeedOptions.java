package dev.weft.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of a seed besides its URL: {@code scope}, {@code method}, {@code body} or {@code
 * body-file}, and {@code type}, each by its name.
 */
final class SeedOptions {
  static final String SCOPE = "scope";
  static final String METHOD = "method";
  static final String BODY = "body";
  static final String BODY_FILE = "body-file";
  static final String TYPE = "type";

  private SeedOptions() {}

  /** How far from the seed to go; throws {@link IllegalArgumentException} if it is no scope. */
  static ScopeKind scope(Map<String, String> options, ScopeKind usual) {
    String word = options.get(SCOPE);
    if (word == null) {
      return usual;
    }
    return ScopeKind.ofCode(word.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`scope=" + word + "`: scope must be host, domain, prefix or any"));
  }

  /** What the seed sends; null for a GET. Throws {@link IllegalArgumentException} for mistakes. */
  static @Nullable Submission submission(Map<String, String> options) {
    Optional<byte[]> body = body(options);
    String method = options.getOrDefault(METHOD, body.isPresent() ? "POST" : "GET");
    if (method.equalsIgnoreCase("GET") && body.isEmpty() && !options.containsKey(TYPE)) {
      return null;
    }
    byte[] content = body.orElse(new byte[0]);
    String usual = content.length == 0 ? null : Submission.FORM;
    return Submission.of(method, options.getOrDefault(TYPE, usual), content);
  }

  private static Optional<byte[]> body(Map<String, String> options) {
    String text = options.get(BODY);
    String file = options.get(BODY_FILE);
    if (text != null && file != null) {
      throw new IllegalArgumentException("there are both body and body-file; keep one of them");
    }
    return file != null
        ? Optional.of(bytes(file))
        : Optional.ofNullable(text).map(body -> body.getBytes(UTF_8));
  }

  /** One byte more than is allowed at most, so that what takes it can tell. */
  private static byte[] bytes(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return in.readNBytes(Limits.SUBMISSION_BYTES_MAX + 1);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("the body's file `" + file + "` cannot be read", e);
    }
  }
}
