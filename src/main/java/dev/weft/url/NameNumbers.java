package dev.weft.url;

/**
 * Numbers by name, for very many names: of a name only 64 bits are kept, so each takes 24 to 48
 * bytes, whatever its length. That two names are taken for one is as unlikely as {@link
 * Fingerprinter} tells of URLs; without its key nobody can make names that come to one place of the
 * table. A name without a number has 0. One thread.
 */
public final class NameNumbers {
  private final Fingerprinter fingerprinter;
  private final LongTable numbers = LongTable.ofNumbers();
  private long sum;

  /** Creates an empty one, which tells names apart by this fingerprinter. */
  public NameNumbers(Fingerprinter fingerprinter) {
    this.fingerprinter = fingerprinter;
  }

  /** How many names have a number. */
  public int size() {
    return numbers.size();
  }

  public boolean isEmpty() {
    return numbers.size() == 0;
  }

  /** All numbers added up. */
  public long sum() {
    return sum;
  }

  /** The number of a name of ASCII characters; 0 if it has none. */
  public long of(String name) {
    return numbers.number(key(name));
  }

  /** Gives a name of ASCII characters a number; 0 takes its number away. */
  public void put(String name, long number) {
    long key = key(name);
    put(key, numbers.number(key), number);
  }

  /** Adds to the number of a name. */
  public void add(String name, long more) {
    long key = key(name);
    long before = numbers.number(key);
    put(key, before, before + more);
  }

  /** Takes the number of a name away, and gives it. */
  public long take(String name) {
    long key = key(name);
    long number = numbers.number(key);
    put(key, number, 0);
    return number;
  }

  private void put(long key, long before, long number) {
    sum += number - before;
    if (number != 0) {
      numbers.put(key, number);
    } else if (before != 0) {
      numbers.remove(key);
    }
  }

  /** Never 0, which the table has no place for. */
  private long key(String name) {
    long fingerprint = fingerprinter.fingerprint(name);
    return fingerprint == 0 ? 1 : fingerprint;
  }
}
