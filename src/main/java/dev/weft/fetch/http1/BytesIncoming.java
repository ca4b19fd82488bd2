package dev.weft.fetch.http1;

import dev.weft.fetch.body.Incoming;

/** A run of an array, read from its start to its end; used again for one run after another. */
public final class BytesIncoming implements Incoming {
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  /** Is over the first {@code count} bytes of {@code now} from here on. */
  public Incoming over(byte[] now, int count) {
    bytes = now;
    at = 0;
    end = count;
    return this;
  }

  @Override
  public int size() {
    return end - at;
  }

  @Override
  public byte next() {
    return bytes[at++];
  }

  @Override
  public void take(byte[] into, int offset, int count) {
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
  }

  @Override
  public void skip(int count) {
    at += count;
  }

  @Override
  public void putBack(int count) {
    at -= count;
  }
}
