package dev.weft.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * The root of a YAML file as nodes that know their lines; nothing is constructed from tags. What
 * keeps the file from being read is added to the mistakes, with {@code flag} as what named it.
 */
final class YamlRoot {
  /** A file that people write has some hundred lines; more is some other file. */
  private static final int BYTES_MAX = 1 << 20;

  private YamlRoot() {}

  /** The root of a file; empty if the file is, or cannot be read. */
  static Optional<Node> read(Path file, String flag, int depthMax, List<String> mistakes) {
    try {
      return Optional.ofNullable(compose(file, bytes(file, flag, mistakes), depthMax, mistakes))
          .filter(root -> !root.getTag().equals(Tag.NULL));
    } catch (NoSuchFileException e) {
      mistakes.add(
          file
              + ": there is no such file; give "
              + flag
              + " the path of one, or leave "
              + flag
              + " out");
    } catch (AccessDeniedException e) {
      mistakes.add(file + ": permission denied; make it readable for the user who runs weft");
    } catch (CharacterCodingException e) {
      mistakes.add(file + ": is neither UTF-8 nor UTF-16; save it as UTF-8");
    } catch (IOException e) {
      mistakes.add(file + ": cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static byte[] bytes(Path file, String flag, List<String> mistakes) throws IOException {
    if (Files.isDirectory(file)) {
      mistakes.add(file + ": is a folder; give " + flag + " the path of a file in it");
      return new byte[0];
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        mistakes.add(file + ": is larger than " + NumberText.ofSize(BYTES_MAX) + "; is it YAML?");
        return new byte[0];
      }
      return bytes;
    }
  }

  private static @Nullable Node compose(
      Path file, byte[] bytes, int depthMax, List<String> mistakes) throws IOException {
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(depthMax);
    limits.setCodePointLimit(BYTES_MAX);
    try (var reader = new UnicodeReader(new ByteArrayInputStream(bytes))) {
      return new Yaml(limits).compose(reader);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String place = mark == null ? "1" : mark.getLine() + 1 + ":" + (mark.getColumn() + 1);
      mistakes.add(file + ":" + place + ": is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      if (e.getCause() instanceof CharacterCodingException coding) {
        throw coding;
      }
      String message = String.valueOf(e.getMessage());
      mistakes.add(file + ": is no YAML: " + message.lines().findFirst().orElse(message));
    }
    return null;
  }
}
