package dev.weft.cli;

import dev.weft.SinkKind;
import dev.weft.control.FolderHeldException;
import dev.weft.control.FolderLock;
import dev.weft.sink.SinkProvider;
import dev.weft.sink.jsonl.JsonlSink;
import dev.weft.url.HostName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder a crawl writes into, which it holds while it runs, so that no other run does. What an
 * earlier crawl left in it is never given up unless the user says so.
 */
final class OutputFolder implements AutoCloseable {
  static final String SUMMARY = "summary.json";
  static final String HOSTS = "hosts.jsonl";
  private static final String STATE = "state";
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

  private final Path path;
  private final FolderLock lock;
  private List<SinkProvider> plugged = List.of();

  private OutputFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder if it is missing, and takes it.
   *
   * @throws CommandFailure if another run has it, or it cannot be written to
   */
  static OutputFolder take(Path path) throws CommandFailure {
    try {
      makeDurably(path.toAbsolutePath().normalize());
      return new OutputFolder(path, FolderLock.take(path, Instant.now()));
    } catch (FolderHeldException e) {
      throw held(path, e);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(ExitCode.USAGE, path + " is a file; give -o a folder");
    } catch (IOException e) {
      throw unwritable(path, reason(e));
    }
  }

  /** Makes a folder and those above it that are missing, so that their names outlive a crash. */
  private static void makeDurably(Path folder) throws IOException {
    Path above = folder.getParent();
    if (above == null || Files.exists(folder)) {
      Files.createDirectories(folder);
      return;
    }
    if (!Files.exists(above)) {
      makeDurably(above);
    }
    Files.createDirectories(folder);
    RunOptions.sync(above, StandardOpenOption.READ);
  }

  private static CommandFailure held(Path path, FolderHeldException e) {
    return new CommandFailure(
        ExitCode.HELD,
        e.getMessage() + "; `weft status " + path + "` asks it, `-o` names another folder");
  }

  /** Has it know the files of these sinks too. */
  OutputFolder knowing(List<SinkProvider> others) {
    plugged = List.copyOf(others);
    return this;
  }

  /** Whether an earlier crawl has left anything that must not be lost. */
  boolean isUsed() throws CommandFailure {
    return holdsRecords() || holdsState();
  }

  boolean holdsRecords() throws CommandFailure {
    return !written().isEmpty();
  }

  /** The files that sinks have written into it, of whatever kind. */
  private List<String> written() throws CommandFailure {
    try {
      List<String> written = new ArrayList<>(SinkKind.writtenIn(path));
      for (SinkProvider provider : plugged) {
        written.addAll(provider.writtenIn(path));
      }
      return written;
    } catch (IOException e) {
      throw unwritable(path, reason(e));
    }
  }

  boolean holdsState() {
    return Files.exists(state());
  }

  /** What is said of a folder whose records no state belongs to. */
  CommandFailure refusal() throws CommandFailure {
    return new CommandFailure(
        ExitCode.USAGE,
        path
            + " already holds "
            + written().stream().findFirst().orElse(STATE)
            + " and no state to go on from; name another folder with -o, or add --fresh to start"
            + " this one over");
  }

  /**
   * Gives up what an earlier crawl has left, if there is anything and the user agrees.
   *
   * @param isAgreed whether the user has said yes in advance
   */
  void startOver(Context context, boolean isAgreed) throws CommandFailure {
    if (isUsed() && !isAgreed && !context.confirms("give up what " + path + " holds?")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          path + " is left as it is; add --yes to --fresh to give up what it holds");
    }
    deleteResults();
  }

  /** Gives up what an earlier crawl has left; files of others stay. */
  void deleteResults() throws CommandFailure {
    try {
      forgetSummary();
      for (String each : written()) {
        Files.deleteIfExists(path.resolve(each));
      }
      deleteAll(state());
    } catch (IOException e) {
      throw unwritable(path, reason(e));
    }
  }

  /** Takes the last run's summary and ledger away: they are not this one's. */
  void forgetSummary() throws CommandFailure {
    try {
      Files.deleteIfExists(summary());
      Files.deleteIfExists(hosts());
    } catch (IOException e) {
      throw unwritable(path, reason(e));
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }

  Path path() {
    return path;
  }

  /** Where the records are when nobody chooses how they are written. */
  Path records() {
    return path.resolve(JsonlSink.FILE);
  }

  Path summary() {
    return path.resolve(SUMMARY);
  }

  Path hosts() {
    return path.resolve(HOSTS);
  }

  /** Where a crawl keeps what it needs to go on. */
  Path state() {
    return state(path);
  }

  /** The same in a folder that is only read. */
  static Path state(Path folder) {
    return folder.resolve(STATE);
  }

  /** Tells other commands where this run can be asked. */
  void announce(Path socket) throws IOException {
    lock.announce(socket);
  }

  /** Lets other runs have it. */
  @Override
  public void close() throws CommandFailure {
    try {
      lock.close();
    } catch (IOException e) {
      throw unwritable(path, reason(e));
    }
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
