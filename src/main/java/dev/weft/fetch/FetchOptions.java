package dev.weft.fetch;

import dev.weft.page.Headers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a backend needs to know once: who it says it is and how long it waits. {@code headers} go on
 * every request. {@code lanes} is the number of I/O loops; {@code connectionsMax} bounds open
 * connections over all lanes. {@code transport} is for event loops, {@code threadsMax} for backends
 * with a thread a request. {@code transcripts} says whether answers carry a {@link
 * dev.weft.page.Transcript}.
 */
public record FetchOptions(
    String userAgent,
    Headers headers,
    Timeouts timeouts,
    int lanes,
    int connectionsMax,
    TransportKind transport,
    int threadsMax,
    Bodies bodies,
    boolean transcripts) {

  /** One lane a core, at most 8: more loops than cores only move work between caches. */
  public static final int LANES_DEFAULT = Math.min(Runtime.getRuntime().availableProcessors(), 8);

  /** A thread takes some 100 KB with its buffers; this many hold 25 MB. */
  public static final int THREADS_DEFAULT = 256;

  /** This user agent, no more headers, the default time-outs and lanes, 20,000 connections. */
  public static FetchOptions of(String userAgent) {
    return new FetchOptions(
        userAgent,
        Headers.NONE,
        Timeouts.DEFAULT,
        LANES_DEFAULT,
        20_000,
        TransportKind.AUTO,
        THREADS_DEFAULT,
        Bodies.DEFAULT,
        false);
  }

  public FetchOptions {
    if (userAgent.isBlank()) {
      throw new IllegalArgumentException("the user agent is empty");
    }
    if (lanes < 1 || connectionsMax < 1 || threadsMax < 1) {
      throw new IllegalArgumentException(
          "lanes " + lanes + ", connectionsMax " + connectionsMax + ", threadsMax " + threadsMax);
    }
  }

  /**
   * Where bodies are: in at most {@code memoryBytesMax} bytes of the heap over all requests, and
   * one of more than {@code spillBytes} in a file in {@code folder}, which is gone when the body is
   * closed or the process ends, however it ends.
   */
  public record Bodies(long memoryBytesMax, long spillBytes, Path folder) {
    /** A quarter of the heap; files in the folder of the system for such, from 2 MB or less. */
    public static final Bodies DEFAULT = of(Runtime.getRuntime().maxMemory());

    public Bodies {
      if (spillBytes < 1 || memoryBytesMax < spillBytes) {
        throw new IllegalArgumentException(
            "memoryBytesMax " + memoryBytesMax + ", spillBytes " + spillBytes);
      }
    }

    private static Bodies of(long heapBytes) {
      long memory = heapBytes / 4;
      return new Bodies(
          memory, Math.min(2 << 20, memory / 16), Path.of(System.getProperty("java.io.tmpdir")));
    }
  }

  /** How an event loop waits for its sockets. */
  public enum TransportKind {
    /** The best there is on this machine. */
    AUTO,
    /** Linux's own. */
    EPOLL,
    /** That of macOS and the BSDs. */
    KQUEUE,
    /** The JDK's, which is everywhere. */
    NIO
  }

  /** These options with other headers. */
  public FetchOptions withHeaders(Headers others) {
    return new FetchOptions(
        userAgent,
        others,
        timeouts,
        lanes,
        connectionsMax,
        transport,
        threadsMax,
        bodies,
        transcripts);
  }

  /** These options with other time-outs. */
  public FetchOptions withTimeouts(Timeouts others) {
    return new FetchOptions(
        userAgent,
        headers,
        others,
        lanes,
        connectionsMax,
        transport,
        threadsMax,
        bodies,
        transcripts);
  }

  /** These options with another number of lanes and of connections over all of them. */
  public FetchOptions withLanes(int count, int connections) {
    return new FetchOptions(
        userAgent,
        headers,
        timeouts,
        count,
        connections,
        transport,
        threadsMax,
        bodies,
        transcripts);
  }

  /** These options with another kind of event loop. */
  public FetchOptions withTransport(TransportKind kind) {
    return new FetchOptions(
        userAgent, headers, timeouts, lanes, connectionsMax, kind, threadsMax, bodies, transcripts);
  }

  /** These options with other places for bodies. */
  public FetchOptions withBodies(Bodies places) {
    return new FetchOptions(
        userAgent,
        headers,
        timeouts,
        lanes,
        connectionsMax,
        transport,
        threadsMax,
        places,
        transcripts);
  }

  /** These options with another bound on threads. */
  public FetchOptions withThreads(int most) {
    return new FetchOptions(
        userAgent, headers, timeouts, lanes, connectionsMax, transport, most, bodies, transcripts);
  }

  /** These options with answers that carry transcripts, or that do not. */
  public FetchOptions withTranscripts(boolean kept) {
    return new FetchOptions(
        userAgent, headers, timeouts, lanes, connectionsMax, transport, threadsMax, bodies, kept);
  }

  /**
   * The clocks of one request: {@code connect} bounds TCP and TLS each, {@code firstByte} the wait
   * for an answer, {@code idle} any silence within it, {@code total} all of it.
   */
  public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
    /**
     * 10 s, 30 s, 20 s, 120 s: slow servers get an answer through, dead ones cost half a minute.
     */
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(120));

    public Timeouts {
      for (Duration each : new Duration[] {connect, firstByte, idle, total}) {
        if (each.isNegative() || each.isZero()) {
          throw new IllegalArgumentException("a time-out is " + each + "; must be over 0");
        }
      }
    }
  }
}
