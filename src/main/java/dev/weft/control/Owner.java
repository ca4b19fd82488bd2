package dev.weft.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose run holds a folder: its process, when the run began, and where it can be asked. {@code
 * processStart} tells two processes apart that had one number; it is null where the system does not
 * say.
 */
public record Owner(
    long pid, @Nullable Instant processStart, Instant startedAt, @Nullable Path socketOrNull) {
  private static final String FORM = "weft-run";
  private static final String VERSION = "1";
  private static final String PID = "pid";
  private static final String PROCESS_START = "process-start";
  private static final String STARTED = "started";
  private static final String SOCKET = "socket";

  /** This process, at the start of a run. */
  static Owner self(Instant now) {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(self.pid(), self.info().startInstant().orElse(null), now, null);
  }

  Owner at(Path socket) {
    return new Owner(pid, processStart, startedAt, socket);
  }

  /** Where the run can be asked, if it can be. */
  public Optional<Path> socket() {
    return Optional.ofNullable(socketOrNull);
  }

  /** Whether this is the process that asks. */
  boolean isSelf() {
    Owner self = self(startedAt);
    return pid == self.pid && (processStart == null || processStart.equals(self.processStart));
  }

  /** Writes the file whole or not at all. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, FORM, VERSION);
    line(text, PID, Long.toString(pid));
    if (processStart != null) {
      line(text, PROCESS_START, processStart.toString());
    }
    line(text, STARTED, startedAt.toString());
    if (socketOrNull != null) {
      line(text, SOCKET, socketOrNull.toString());
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append(' ').append(value).append('\n');
  }

  /** Reads the file; nothing where there is none, or where it is not one of ours. */
  static Optional<Owner> read(Path file) {
    try {
      if (Files.size(file) > Limits.OWNER_BYTES_MAX) {
        return Optional.empty();
      }
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Owner> parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        values.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    String pid = values.get(PID);
    String started = values.get(STARTED);
    if (!VERSION.equals(values.get(FORM)) || pid == null || started == null) {
      return Optional.empty();
    }
    try {
      String processStart = values.get(PROCESS_START);
      String socket = values.get(SOCKET);
      return Optional.of(
          new Owner(
              Long.parseLong(pid),
              processStart == null ? null : Instant.parse(processStart),
              Instant.parse(started),
              socket == null ? null : Path.of(socket)));
    } catch (NumberFormatException | DateTimeException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
