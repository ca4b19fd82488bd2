package dev.weft.parse.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.frame.FieldWriter;
import dev.weft.parse.frame.FrameType;
import dev.weft.parse.frame.RequestCodec;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes that workers load, kept as a JVM has them in memory, so that the next worker is ready
 * sooner. It is a file in the user's cache, named by the JVM, its flags and the jars with their
 * times; where there is none, a worker makes it at its end, beside those that parse. Workers go
 * without it as long as it is not there, and where it cannot be: with folders on the class path, or
 * a cache that cannot be written to.
 */
final class WorkerArchive implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessPool.class);
  private static final String PREFIX = "worker-";
  private static final String SUFFIX = ".jsa";

  private static final String PAGE =
      """
      <!doctype html><html lang=en><head><meta charset=utf-8><title>A &amp; b</title>
      <base href=/c/><meta name=robots content=nofollow></head><body><div class=d>
      <p>Text<a href="../e?f=g#h" rel=nofollow>i</a><img src=j srcset="k 2x"><form><input></form>
      """;

  private final @Nullable Path file;
  private volatile @Nullable WorkerProcess maker;
  private volatile boolean closed;
  private volatile boolean isDistrusted;

  private WorkerArchive(@Nullable Path file) {
    this.file = file;
  }

  /** The archive of workers that this JVM starts with these flags and this class path. */
  static WorkerArchive of(Path java, List<String> flags, List<Path> classPath) {
    return in(cache(), java, flags, classPath);
  }

  /** As {@link #of}, kept in {@code cache}, or not at all if it is null. */
  static WorkerArchive in(
      @Nullable Path cache, Path java, List<String> flags, List<Path> classPath) {
    if (cache == null) {
      return new WorkerArchive(null);
    }
    try {
      MessageDigest key = MessageDigest.getInstance("SHA-256");
      String vm = System.getProperty("java.vm.name") + System.getProperty("java.vm.version");
      key.update((vm + '\n' + java + '\n' + String.join("\n", flags)).getBytes(UTF_8));
      for (Path jar : classPath) {
        BasicFileAttributes facts = Files.readAttributes(jar, BasicFileAttributes.class);
        if (!facts.isRegularFile()) {
          return new WorkerArchive(null);
        }
        String fact = jar + " " + facts.size() + " " + facts.lastModifiedTime().toMillis();
        key.update(('\n' + fact).getBytes(UTF_8));
      }
      String name = HexFormat.of().formatHex(key.digest(), 0, 12);
      return new WorkerArchive(cache.resolve(PREFIX + name + SUFFIX));
    } catch (IOException | NoSuchAlgorithmException e) {
      LOG.debug("no class-data archive for parse workers", e);
      return new WorkerArchive(null);
    }
  }

  /** The user's folder for what can be made again. */
  private static @Nullable Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache != null && Path.of(cache).isAbsolute()) {
      return Path.of(cache, "weft");
    }
    String home = System.getProperty("user.home");
    return home == null || home.length() < 2 ? null : Path.of(home, ".cache", "weft");
  }

  /** The flags for a worker that is to use it; none while it is not there. Any thread. */
  List<String> use() {
    Path made = file;
    return made == null || isDistrusted || !Files.isReadable(made)
        ? List.of()
        : List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + made);
  }

  /** Where it is, or is to be; null where there can be none. */
  @Nullable Path file() {
    return file;
  }

  /** Whether it could be made. */
  boolean isMissing() {
    return file != null && !Files.exists(file);
  }

  /** Says that a worker did not start: should it be for the archive, the next goes without. */
  void distrust() {
    isDistrusted = true;
  }

  /**
   * Makes it, by having a worker of {@code command} parse and end, its socket in {@code folder};
   * blocks for seconds. What goes wrong is told in the debug log alone, for nothing is lost.
   */
  void make(WorkerCommand command, Path folder, FieldWriter setup) {
    Path made = file;
    Path cache = made == null ? null : made.getParent();
    if (made == null || cache == null) {
      return;
    }
    Path unfinished = cache.resolve(made.getFileName() + "." + folder.getFileName());
    try {
      Files.createDirectories(cache);
      List<String> flags = List.of("-Xshare:auto", "-XX:ArchiveClassesAtExit=" + unfinished);
      try (WorkerProcess worker = WorkerProcess.start(command, flags, folder.resolve("archive"))) {
        train(worker, setup);
      }
      if (!closed && Files.exists(unfinished)) {
        Files.move(unfinished, made, StandardCopyOption.ATOMIC_MOVE);
        deleteOld(cache);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("no class-data archive for parse workers", e);
    } finally {
      delete(unfinished);
    }
  }

  private void train(WorkerProcess worker, FieldWriter setup) throws IOException {
    maker = worker;
    if (closed) {
      return;
    }
    worker.greet(setup);
    byte[] html = PAGE.getBytes(UTF_8);
    Body body = Body.wrap(html, html.length);
    Headers headers = Headers.of("Content-Type", "text/html");
    CrawlUrl url = CrawlUrl.parse("http://localhost/").orElseThrow();
    FieldWriter fields = new FieldWriter();
    RequestCodec.write(
        new ContentRequest(url, headers, body, true, html.length, html.length), fields);
    worker.sender().send(FrameType.REQUEST, fields, body);
    worker.receiver().receive();
    if (!worker.endsWhenTold(Limits.ARCHIVE_MAX)) {
      throw new IOException("the worker did not end");
    }
  }

  /** Deletes all but the newest, and what others left unfinished. */
  private static void deleteOld(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      files
          .filter(path -> path.getFileName().toString().startsWith(PREFIX))
          .sorted(Comparator.comparingLong(WorkerArchive::made).reversed())
          .skip(Limits.ARCHIVES_MAX)
          .forEach(WorkerArchive::delete);
    }
  }

  private static long made(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("{} cannot be deleted", path, e);
    }
  }

  /** Ends the making of it, and deletes it if a worker did not start with it. */
  @Override
  public void close() {
    closed = true;
    WorkerProcess worker = maker;
    if (worker != null) {
      worker.kill();
    }
    if (isDistrusted && file != null) {
      delete(file);
    }
  }
}
