package dev.weft.cli;

import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * The URLs that a survey is to ask for, given out as soon as each may be: those of one host one
 * after another, each when the host has rested after the answer before; those of many hosts beside
 * each other. It ends when every URL it gave out has been answered and none was added.
 *
 * <p>One thread iterates, and waits here for the next URL; another adds and answers.
 */
final class PlanAgenda implements Iterator<CrawlUrl> {
  private final Map<HostName, Line> lines = new HashMap<>();

  /** Lines with URLs, none of them given out; the one that has rested first goes first. */
  private final PriorityQueue<Line> ready =
      new PriorityQueue<>(Comparator.comparingLong((Line line) -> line.restedNanos));

  private final long startNanos = System.nanoTime();
  private int open;

  /** The URLs of one host. */
  private static final class Line {
    final Deque<CrawlUrl> urls = new ArrayDeque<>();
    long restedNanos;
    boolean isOpen;
  }

  private long nowNanos() {
    return System.nanoTime() - startNanos;
  }

  /** Puts a URL at the end of its host's line. */
  synchronized void add(CrawlUrl url) {
    Line line = lines.computeIfAbsent(url.host(), host -> new Line());
    line.urls.add(url);
    if (!line.isOpen && line.urls.size() == 1) {
      ready.add(line);
      notifyAll();
    }
  }

  /** Notes that a URL was answered, after which its host rests for so long. */
  synchronized void answered(CrawlUrl url, Duration rest) {
    Line line = lines.get(url.host());
    if (line == null || !line.isOpen) {
      throw new IllegalStateException("answered, and was not asked for: " + url);
    }
    open--;
    line.isOpen = false;
    line.restedNanos = nowNanos() + rest.toNanos();
    if (!line.urls.isEmpty()) {
      ready.add(line);
    }
    notifyAll();
  }

  /** Waits until a URL may be asked for; false once none is left, or the thread is interrupted. */
  @Override
  public synchronized boolean hasNext() {
    try {
      while (open > 0 || !ready.isEmpty()) {
        Line first = ready.peek();
        long waitNanos = first == null ? Long.MAX_VALUE : first.restedNanos - nowNanos();
        if (waitNanos <= 0) {
          return true;
        }
        TimeUnit.NANOSECONDS.timedWait(this, waitNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public synchronized CrawlUrl next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Line line = ready.remove();
    line.isOpen = true;
    open++;
    return line.urls.remove();
  }
}
