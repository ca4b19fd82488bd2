package dev.weft.cli;

import dev.weft.sink.jsonl.JsonlSink;
import dev.weft.url.HostName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The folder a crawl writes into. One that holds records is never written over unless the user says
 * so.
 */
record OutputFolder(Path path) {
  private static final String SUMMARY = "summary.json";
  private static final Path ROOT = Path.of("output");

  /** File systems take 255 bytes. */
  private static final int NAME_CHARS_MAX = 200;

  private static final Pattern UNSAFE = Pattern.compile("[^a-z0-9._-]+");
  private static final Pattern DOTS = Pattern.compile("^\\.+|\\.+$");

  /** The folder for crawls from a host when the user names none. */
  static Path usual(HostName host) {
    return ROOT.resolve(folderName(host.toString()));
  }

  /** The host as a name that is a single folder on every file system, below the one it is in. */
  static String folderName(String host) {
    String safe = DOTS.matcher(UNSAFE.matcher(host).replaceAll("-")).replaceAll("");
    String bare = safe.replaceAll("^-+|-+$", "");
    String name = bare.isEmpty() ? "host" : bare;
    return name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX);
  }

  /**
   * Makes the folder ready; with {@code fresh} the records in it are given up.
   *
   * @throws CommandFailure if it holds records, or cannot be written to
   */
  static OutputFolder open(Path path, boolean fresh) throws CommandFailure {
    OutputFolder folder = new OutputFolder(path);
    if (Files.exists(folder.records()) && !fresh) {
      throw new CommandFailure(
          ExitCode.USAGE,
          path
              + " already holds "
              + JsonlSink.FILE
              + "; name another folder with -o, or add --fresh to start this one over");
    }
    try {
      Files.createDirectories(path);
      Files.deleteIfExists(folder.summary());
      Files.deleteIfExists(folder.records());
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(ExitCode.USAGE, path + " is a file; give -o a folder");
    } catch (IOException e) {
      throw unwritable(path, reason(e));
    }
    if (!Files.isWritable(path)) {
      throw unwritable(path, "permission denied");
    }
    return folder;
  }

  Path records() {
    return path.resolve(JsonlSink.FILE);
  }

  Path summary() {
    return path.resolve(SUMMARY);
  }

  private static CommandFailure unwritable(Path path, String reason) {
    return new CommandFailure(
        ExitCode.STORAGE,
        path + " cannot be written to: " + reason + "; name another folder with -o");
  }

  /** What went wrong with a file, without the path that the message has already. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
