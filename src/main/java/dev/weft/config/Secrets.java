package dev.weft.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.Setting.Value;
import dev.weft.page.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where secrets come from, a variable or a file, and how settings are shown without them. No
 * message holds one.
 */
final class Secrets {
  /** A token or password is a line; more is some other file. */
  private static final int BYTES_MAX = 16 << 10;

  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";

  private final Map<String, String> environment;

  Secrets(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The secret that {@code env:NAME} or {@code file:PATH} names. */
  String of(String source, String subject) {
    if (source.startsWith(ENVIRONMENT)) {
      return variable(source.substring(ENVIRONMENT.length()), subject);
    } else if (source.startsWith(FILE)) {
      return file(source.substring(FILE.length()), subject);
    }
    throw new IllegalArgumentException(
        subject + " ends in what is neither env:NAME nor file:PATH; put the secret into one");
  }

  /** The secret in a variable. */
  String variable(String name, String subject) {
    String secret = environment.getOrDefault(name, "");
    if (secret.isEmpty()) {
      throw new IllegalArgumentException(
          subject + " names the variable " + Settings.cut(name) + ", which is not set; set it");
    }
    return secret;
  }

  /** The secret in a file, without the line end it may have. */
  String file(String path, String subject) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      bytes = in.readNBytes(BYTES_MAX + 1);
    } catch (IOException | InvalidPathException e) {
      throw refused(path, subject, "cannot be read");
    }
    if (bytes.length > BYTES_MAX) {
      throw refused(path, subject, "holds more than " + NumberText.ofSize(BYTES_MAX));
    }
    String secret = new String(bytes, UTF_8).stripTrailing();
    if (secret.isEmpty()) {
      throw refused(path, subject, "is empty");
    }
    return secret;
  }

  private static IllegalArgumentException refused(String path, String subject, String problem) {
    return new IllegalArgumentException(
        subject + " names the file " + Settings.cut(path) + ", which " + problem);
  }

  /** A value as it may be shown. */
  static String hidden(CrawlOption option, Value value) {
    return switch (option) {
      case HEADER -> hiddenHeader(value.text());
      case PROXY -> hiddenUserInfo(value.text());
      default -> value.text();
    };
  }

  /** {@code Name: value}, or the name alone where the value is a secret. */
  static String hiddenHeader(String text) {
    int colon = text.indexOf(':');
    boolean hides = colon > 0 && Headers.isSensitive(text.substring(0, colon).strip());
    return hides ? text.substring(0, colon) + ": …" : text;
  }

  /** A URL without the user and password it may hold. */
  static String hiddenUserInfo(String url) {
    int at = url.lastIndexOf('@');
    int start = url.indexOf("//") + 2;
    return at < 0
        ? url
        : url.substring(0, start > 1 && start <= at ? start : 0) + "…" + url.substring(at);
  }
}
