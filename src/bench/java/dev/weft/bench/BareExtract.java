package dev.weft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * The yardstick of extraction: every page once, as a process that reads it from its file, parses it
 * with jsoup and selects five fields, on so many threads. It follows no link, writes no record and
 * bounds nothing.
 *
 * <pre>java -cp … dev.weft.bench.BareExtract FOLDER URLS-FILE THREADS</pre>
 *
 * <p>The page of a URL is the file of its path below FOLDER.
 */
public final class BareExtract {
  private final List<Path> files = new ArrayList<>();
  private final Fields fields = new Fields();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong found = new AtomicLong();

  private BareExtract(Path folder, List<String> urls) {
    for (String url : urls) {
      Path file = folder.resolve(URI.create(url).getPath().substring(1));
      files.add(Files.isDirectory(file) ? file.resolve("index.html") : file);
    }
  }

  /** Extracts from all pages, and prints how many they were and how many fields they had. */
  public static void main(String[] args) throws IOException, InterruptedException {
    BareExtract bare = new BareExtract(Path.of(args[0]), Files.readAllLines(Path.of(args[1])));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      Thread thread = new Thread(bare::run, "bare-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(bare.files.size() + " pages, " + bare.found.get() + " fields");
  }

  private void run() {
    for (int at = next.getAndIncrement(); at < files.size(); at = next.getAndIncrement()) {
      try {
        extract(Files.readAllBytes(files.get(at)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void extract(byte[] page) {
    found.addAndGet(fields.in(new String(page, UTF_8)));
  }

  /** The five fields that {@code src/bench/extract.yaml} asks for. */
  static final class Fields {
    private final List<Evaluator> evaluators =
        Stream.of("title", "h1", "p", "a[href]", "h2, h3").map(Selector::evaluatorOf).toList();

    /** How many of them are in a page. */
    int in(String html) {
      Document document = Jsoup.parse(html);
      int fields = 0;
      for (Evaluator evaluator : evaluators) {
        Element element = document.selectFirst(evaluator);
        fields += element == null || element.text().isEmpty() ? 0 : 1;
      }
      return fields;
    }
  }
}
