package dev.weft.frontier.memory;

import dev.weft.frontier.Changes;
import dev.weft.frontier.Ends;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.LongSet;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.StateException;
import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import dev.weft.url.NameNumbers;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** A state that outlives its crawl but not the process. Crawl loops use it one after another. */
final class MemoryState implements FrontierState {
  private final Fingerprinter fingerprinter;
  private final Set<Long> seen = new HashSet<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private final TreeMap<String, TreeSet<QueuedUrl>> rows = new TreeMap<>();
  private final List<FinishedUrl> finished = new ArrayList<>();
  private final Map<Long, Integer> lastEnds = new HashMap<>();
  private final Set<Long> again = new HashSet<>();
  private final Map<HostName, Long> hostPages = new HashMap<>();
  private final Map<String, String> notes = new HashMap<>();
  private List<OutputFile> files = List.of();
  private Changes totals = new Changes(List.of(), List.of(), List.of(), 0, 0, 0, 0);
  private long epoch;

  MemoryState(Fingerprinter fingerprinter) {
    this.fingerprinter = fingerprinter;
  }

  /** Takes an epoch in; gives the deferred URLs that are new. */
  List<QueuedUrl> apply(Epoch next) {
    if (next.number() != epoch + 1) {
      throw new IllegalStateException("epoch " + next.number() + " after " + epoch);
    }
    epoch = next.number();
    totals = next.changes();
    List<QueuedUrl> arrived = new ArrayList<>();
    totals.admitted().forEach(this::queue);
    for (QueuedUrl url : totals.deferred()) {
      if (!seen.contains(url.candidate().fingerprint())) {
        queue(url);
        arrived.add(url);
      }
    }
    totals.finished().forEach(this::finish);
    next.notes().forEach(notes::put);
    notes.values().removeIf(String::isEmpty);
    files = next.files();
    return arrived;
  }

  private void queue(QueuedUrl url) {
    Origin origin = url.candidate().url().origin();
    origins.putIfAbsent(origin.toString(), origin);
    rows.computeIfAbsent(origin.toString(), o -> new TreeSet<>()).add(url);
    seen.add(url.candidate().fingerprint());
    if (url.visit() > 1) {
      again.add(url.candidate().fingerprint());
    }
  }

  private void finish(FinishedUrl end) {
    String origin = end.url().candidate().url().origin().toString();
    TreeSet<QueuedUrl> part = rows.get(origin);
    if (part == null || !part.remove(end.url())) {
      throw new IllegalStateException("finished, but not queued: " + end.url());
    }
    if (part.isEmpty()) {
      rows.remove(origin);
    }
    if (end.url().visit() > 1) {
      again.remove(end.url().candidate().fingerprint());
    }
    lastEnds.put(end.url().candidate().fingerprint(), finished.size());
    finished.add(end);
    if (end.usage().pageFetched()) {
      hostPages.merge(end.url().candidate().url().host(), 1L, Long::sum);
    }
  }

  @Override
  public Recovered recover(long seenBytesMax) {
    SeenSet set = new SeenSet(seenBytesMax);
    for (long fingerprint : seen) {
      if (!set.isFull()) {
        set.add(fingerprint);
      }
    }
    NameNumbers queued = new NameNumbers(fingerprinter);
    rows.forEach((origin, part) -> queued.put(origin, part.size()));
    LongSet hosts = new LongSet();
    origins.values().forEach(each -> hosts.add(fingerprinter.fingerprint(each.host().toString())));
    NameNumbers pages = new NameNumbers(fingerprinter);
    hostPages.forEach((host, number) -> pages.put(host.toString(), number));
    return new Recovered(
        epoch,
        fingerprinter,
        set,
        totals.nextOrder(),
        finished.size(),
        totals.pagesFetched(),
        totals.wireBytes(),
        totals.duplicates(),
        queued,
        hosts,
        pages,
        notes,
        files);
  }

  @Override
  public FrontierStore store(Executor crawlLoop, Consumer<StateException> onFailure) {
    MemoryFrontierStore store = new MemoryFrontierStore(crawlLoop, this);
    eachQueued(url -> store.append(url.candidate().url().origin(), url));
    return store;
  }

  @Override
  public Optional<QueuedUrl> queued(Origin origin, long fingerprint) {
    return rows.getOrDefault(origin.toString(), new TreeSet<>()).stream()
        .filter(url -> url.candidate().fingerprint() == fingerprint)
        .findFirst();
  }

  @Override
  public Optional<FinishedUrl> finished(long fingerprint) {
    return finished.stream()
        .filter(end -> end.url().candidate().fingerprint() == fingerprint)
        .reduce((earlier, later) -> later);
  }

  @Override
  public Ends ends(long from, long until, int endsMax) {
    int end = (int) Math.min(Math.min(until, finished.size()), from + endsMax);
    List<Ends.Numbered> last = new ArrayList<>();
    for (int number = (int) from; number < end; number++) {
      FinishedUrl each = finished.get(number);
      if (isLast(number, each)) {
        last.add(new Ends.Numbered(number, each));
      }
    }
    return new Ends(last, from >= end ? until : end);
  }

  private boolean isLast(int number, FinishedUrl end) {
    long fingerprint = end.url().candidate().fingerprint();
    return end.outcome() != null
        && lastEnds.getOrDefault(fingerprint, -1) == number
        && !again.contains(fingerprint);
  }

  /** The last ends of those of the URLs that are finished and not queued again. */
  List<FinishedUrl> last(List<Long> fingerprints) {
    List<FinishedUrl> last = new ArrayList<>();
    for (long fingerprint : fingerprints) {
      int number = lastEnds.getOrDefault(fingerprint, -1);
      if (number >= 0 && isLast(number, finished.get(number))) {
        last.add(finished.get(number));
      }
    }
    return last;
  }

  @Override
  public void beginRun(Map<String, String> more) {
    hostPages.clear();
    totals = new Changes(List.of(), List.of(), List.of(), totals.nextOrder(), 0, 0, 0);
    notes.putAll(more);
    notes.values().removeIf(String::isEmpty);
  }

  @Override
  public void eachOrigin(ObjLongConsumer<Origin> consumer) {
    rows.forEach(
        (name, part) -> consumer.accept(Objects.requireNonNull(origins.get(name)), part.size()));
  }

  @Override
  public void eachQueued(Consumer<QueuedUrl> consumer) {
    rows.values().forEach(part -> part.forEach(consumer));
  }

  @Override
  public void eachFinished(Consumer<FinishedUrl> consumer) {
    finished.forEach(consumer);
  }

  @Override
  public void close() {
    // the heap's owner frees it
  }
}
