package dev.weft.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Weft and the crawlers it is held against, each as it is started for a site of one's own:
 * robots.txt not asked, no rest between requests, links of {@code a} only, nothing outside the
 * origin.
 */
final class Peers {
  /**
   * What the others write goes here, so that their speed is not the disk's; Weft's goes to disk.
   */
  private static final Path MEMORY = Path.of("/dev/shm");

  private final String start;
  private final String origin;
  private final Path out;
  private final Path sources;
  private final Path installed;

  private Peers(String start, String authority, Path out, Path sources, Path installed) {
    this.start = start;
    this.origin = authority;
    this.out = out;
    this.sources = sources;
    this.installed = installed;
  }

  /**
   * One crawler: how it is started, what must be there for that, and the folder where what it
   * fetched is then found, as files or as records in {@code pages.jsonl}.
   */
  record Peer(String name, List<String> command, Path needed, Path out) {
    boolean isHere() {
      return Files.exists(needed);
    }
  }

  /**
   * All of them.
   *
   * @param sources where those are that are driven by a program of ours
   * @param installed where what these need has been put
   */
  static List<Peer> of(
      String start, String authority, String weft, Path work, Path sources, Path installed) {
    Path disk = work.resolve("out");
    Path memory = Files.isDirectory(MEMORY) ? MEMORY.resolve(work.getFileName()) : disk;
    Peers peers = new Peers(start, authority, memory, sources, installed);
    return List.of(
        weft(start, weft, disk),
        peers.wget2(),
        peers.httrack(),
        peers.crawler4j(),
        peers.crawlee(),
        peers.scrapy());
  }

  private static Peer weft(String start, String weft, Path out) {
    return new Peer(
        "weft",
        List.of(weft, "crawl", start, "--own-site", "--links", "a", "-q", "-o", out.toString()),
        Path.of(weft),
        out);
  }

  private Peer wget2() {
    String options =
        "-q --no-config -r -l inf --no-robots --follow-tags=a/href --max-threads=4 --no-compression"
            + " --tries=1 --no-cookies --no-hsts --no-ocsp";
    return program("wget2", options, start, "-P", out.toString());
  }

  private Peer httrack() {
    String options =
        "-q -%v0 -s0 -c8 -%c100000 -A100000000000 --disable-security-limits -R0 -r999999 -p1 -C0"
            + " -I0 -%P0 -K4 -o0 -b0 -*";
    return program("httrack", options, "+" + origin + "/*", start, "-O", out.toString());
  }

  private Peer scrapy() {
    String spider = sources.resolve("scrapy/whole_site.py").toString();
    return program("scrapy", "runspider", spider, "-a", "start=" + start, "-o", records());
  }

  private Peer crawlee() {
    Path folder = installed.resolve("crawlee");
    return new Peer(
        "crawlee",
        List.of(
            "node",
            "--max-old-space-size=8192",
            folder.resolve("site.mjs").toString(),
            start,
            records()),
        folder.resolve("node_modules/@crawlee/cheerio"),
        out);
  }

  private Peer crawler4j() {
    Path folder = installed.resolve("crawler4j");
    return new Peer(
        "crawler4j",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx4g",
            "-cp",
            folder + "/lib/*" + File.pathSeparator + folder,
            "Site",
            start,
            records(),
            out.resolve("state").toString()),
        folder.resolve("Site.class"),
        out);
  }

  private String records() {
    return out.resolve("pages.jsonl").toString();
  }

  private Peer program(String name, String options, String... more) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of(more));
    Path program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of(name));
    return new Peer(name, command, program, out);
  }
}
