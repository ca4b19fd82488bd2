package dev.weft.page;

import dev.weft.url.CrawlUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one URL at one visit: the unit that sinks write. {@code url}, {@code request}
 * and {@code visit} (from 1) are its key; {@code request} is null for a GET, else the method and
 * the digest of what was sent. {@code attempts} counts the requests made for it, 0 if none was.
 * {@code reply} is absent where no answer came; {@code content} where there is none to speak of;
 * {@code error} is present when the disposition is a failure, or a part of the content could not be
 * read.
 */
public record Page(
    CrawlUrl url,
    @Nullable String request,
    int visit,
    Disposition disposition,
    Discovery discovery,
    int attempts,
    Instant fetchedAt,
    @Nullable Reply reply,
    @Nullable Content content,
    @Nullable CrawlUrl redirectTo,
    @Nullable PageError error,
    Comparison comparison) {

  public Page {
    Objects.requireNonNull(url);
    if (visit < 1 || attempts < 0) {
      throw new IllegalArgumentException(
          "visit " + visit + ", attempts " + attempts + " of " + url);
    }
  }

  /** Begins the page of a GET of a seed, at its first visit, without an answer. */
  public static Builder of(CrawlUrl url, Disposition disposition, Instant fetchedAt) {
    return new Builder(url, disposition, fetchedAt);
  }

  /** Begins a page like this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(url, disposition, fetchedAt);
    builder.request = request;
    builder.visit = visit;
    builder.discovery = discovery;
    builder.attempts = attempts;
    builder.reply = reply;
    builder.content = content;
    builder.redirectTo = redirectTo;
    builder.error = error;
    builder.comparison = comparison;
    return builder;
  }

  /** This page with what comparing it gave. */
  public Page with(Comparison found) {
    return toBuilder().comparison(found).build();
  }

  /** This page with another reply. */
  public Page with(@Nullable Reply other) {
    return toBuilder().reply(other).build();
  }

  /** This page with other content, such as more items. */
  public Page with(@Nullable Content other) {
    return toBuilder().content(other).build();
  }

  /**
   * What the body was once its content coding is undone, up to so many bytes; empty if there is
   * none, or the crawl keeps no bodies. What cannot be undone is left out. Valid until the body is
   * closed.
   */
  public Optional<byte[]> bytes(int most) {
    if (reply == null || reply.wire() == null) {
      return Optional.empty();
    }
    Body undone = ContentDecoder.decode(reply.wire(), reply.headers(), most).content();
    if (!undone.isInMemory()) {
      return Optional.empty();
    }
    int length = Math.min(undone.arrayLength(), most);
    return Optional.of(Arrays.copyOf(undone.array(), length));
  }

  /** The same as text, in the charset that was found when the page was parsed, else UTF-8. */
  public Optional<String> text(int bytesMax) {
    String label = content == null ? null : content.charset();
    Charset charset =
        label != null && Charset.isSupported(label)
            ? Charset.forName(label)
            : StandardCharsets.UTF_8;
    return bytes(bytesMax).map(bytes -> new String(bytes, charset));
  }

  /** The items that rules found on it. */
  public List<Item> items() {
    return content == null ? List.of() : content.items();
  }

  /**
   * How the page stands to what was seen before: at its URL, with the digest and the time of the
   * visit it was compared with; and at others, where {@code duplicateOf} is the first URL with this
   * content, or the one that the page names as canonical. {@code change} is null where nothing can
   * be said, as after a failure.
   */
  public record Comparison(
      @Nullable Change change,
      @Nullable String previousDigest,
      @Nullable Instant previousAt,
      @Nullable CrawlUrl duplicateOf) {
    /** Nothing is known. */
    public static final Comparison NONE = new Comparison(null, null, null, null);
  }

  /** How the crawl came to know the URL: links from the seed, the page that named it. */
  public record Discovery(
      int hops, @Nullable CrawlUrl referrer, @Nullable CrawlUrl redirectedFrom) {
    /** Given by the user. */
    public static final Discovery SEED = new Discovery(0, null, null);
  }

  /**
   * The answer without its bytes: status, headers, sizes in bytes, times. {@code contentType} is
   * the header of that name; where there is none, the type that the content shows. {@code wire}
   * holds the body as it came, and {@code transcript} what went around it, when a sink asked for
   * bodies.
   */
  public record Reply(
      int status,
      Headers headers,
      @Nullable String contentType,
      long wireBytes,
      @Nullable Truncation truncation,
      FetchTimings timings,
      String protocol,
      @Nullable Body wire,
      @Nullable Transcript transcript) {

    /** This reply with another body. */
    public Reply with(@Nullable Body other) {
      return new Reply(
          status,
          headers,
          contentType,
          wireBytes,
          truncation,
          timings,
          protocol,
          other,
          transcript);
    }
  }

  /**
   * What the decoded body was: its length in bytes, digest ({@code xxh3:} and 32 hex digits), media
   * type as the parser took it (null if it was not asked), charset label, title, the number of
   * distinct canonical http(s) links before scope, the items that rules found in it, and what the
   * page asks of an index.
   */
  public record Content(
      long bytes,
      @Nullable String digest,
      @Nullable String mediaType,
      @Nullable String charset,
      @Nullable String title,
      int outlinks,
      List<Item> items,
      IndexWish index) {
    public Content {
      items = List.copyOf(items);
    }

    /** Content of which no more is known. */
    public static Content of(long bytes, @Nullable String digest) {
      return new Content(bytes, digest, null, null, null, 0, List.of(), IndexWish.NONE);
    }

    /** This content with what parsing it gave. */
    public Content with(@Nullable String newCharset, @Nullable String newTitle, int newOutlinks) {
      return new Content(bytes, digest, mediaType, newCharset, newTitle, newOutlinks, items, index);
    }

    /** This content with what rules found in it. */
    public Content with(List<Item> found) {
      return new Content(bytes, digest, mediaType, charset, title, outlinks, found, index);
    }

    /** This content with the type that it was taken for. */
    public Content withMediaType(@Nullable String type) {
      return new Content(bytes, digest, type, charset, title, outlinks, items, index);
    }

    /** This content with what its page asks of an index. */
    public Content with(IndexWish wish) {
      return new Content(bytes, digest, mediaType, charset, title, outlinks, items, wish);
    }
  }

  /** A failure in a word for programs and a sentence for people. */
  public record PageError(String code, String message) {}

  /** Gathers a page; what is not said is absent. */
  public static final class Builder {
    private final CrawlUrl url;
    private final Disposition disposition;
    private final Instant fetchedAt;
    private @Nullable String request;
    private int visit = 1;
    private Discovery discovery = Discovery.SEED;
    private int attempts;
    private @Nullable Reply reply;
    private @Nullable Content content;
    private @Nullable CrawlUrl redirectTo;
    private @Nullable PageError error;
    private Comparison comparison = Comparison.NONE;

    private Builder(CrawlUrl url, Disposition disposition, Instant fetchedAt) {
      this.url = url;
      this.disposition = disposition;
      this.fetchedAt = fetchedAt;
    }

    /** What was sent, if it was no GET; see {@link Page}. */
    public Builder request(@Nullable String methodAndDigest) {
      request = methodAndDigest;
      return this;
    }

    /** Which visit it is, from 1. */
    public Builder visit(int number) {
      visit = number;
      return this;
    }

    /** How the crawl came to know it. */
    public Builder discovery(Discovery how) {
      discovery = how;
      return this;
    }

    /** The requests made for it. */
    public Builder attempts(int count) {
      attempts = count;
      return this;
    }

    /** The answer. */
    public Builder reply(@Nullable Reply answer) {
      reply = answer;
      return this;
    }

    /** What the decoded body was. */
    public Builder content(@Nullable Content found) {
      content = found;
      return this;
    }

    /** Where the answer redirects. */
    public Builder redirectTo(@Nullable CrawlUrl target) {
      redirectTo = target;
      return this;
    }

    /** What went wrong. */
    public Builder error(@Nullable PageError problem) {
      error = problem;
      return this;
    }

    /** How it stands to what was seen before. */
    public Builder comparison(Comparison found) {
      comparison = found;
      return this;
    }

    /** The page. */
    public Page build() {
      return new Page(
          url,
          request,
          visit,
          disposition,
          discovery,
          attempts,
          fetchedAt,
          reply,
          content,
          redirectTo,
          error,
          comparison);
    }
  }
}
