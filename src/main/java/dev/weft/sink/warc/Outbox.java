package dev.weft.sink.warc;

import dev.weft.sink.file.MemberPress;
import dev.weft.sink.file.MemberPress.Batch;
import dev.weft.sink.file.MemberPress.Pressed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcTargetRecord;

/**
 * The way of records into the files: a page's are copied, compressed together beside this thread,
 * each a member, and written in the order in which they came. One thread, {@code weft-sink}.
 */
final class Outbox implements AutoCloseable {
  /** What the headers of a page's records take beside its longest block. */
  private static final int HEADERS_BYTES = 4 << 10;

  private final WarcFiles files;
  private final Limits limits;
  private final MemberPress press;
  private final ArrayDeque<Parcel> sent = new ArrayDeque<>();
  private long sentBytes;
  private @Nullable Parcel open;

  /** Nothing is written behind what could not be, so that the files have no hole. */
  private boolean failed;

  /** Records of one page; the last of a page says so. */
  private static final class Parcel {
    final Instant date;
    final Batch batch;
    final List<@Nullable WarcTargetRecord> indexed = new ArrayList<>();
    boolean endsPage;

    Parcel(Instant date, int sizeHint) {
      this.date = date;
      this.batch = new Batch(sizeHint);
    }
  }

  Outbox(WarcFiles files, Limits limits, int gzipLevel) {
    this.files = files;
    this.limits = limits;
    this.press = new MemberPress(gzipLevel);
  }

  /** Takes a record; its block is not needed any more when this returns. */
  void take(WarcRecord record, HttpBlock block, boolean isIndexed) throws IOException {
    if (block.length() > limits.pressedBytes()) {
      stream(record, block, isIndexed);
      return;
    }
    Parcel parcel = open;
    if (parcel == null) {
      parcel = new Parcel(record.date(), (int) block.length() + HEADERS_BYTES);
      open = parcel;
    }
    HttpBlock.Target plain = parcel.batch::take;
    WarcFiles.give(record, block, plain, block.isPacked() ? parcel.batch::takePacked : plain);
    parcel.batch.endMember();
    parcel.indexed.add(isIndexed && record instanceof WarcTargetRecord target ? target : null);
  }

  private void stream(WarcRecord record, HttpBlock block, boolean isIndexed) throws IOException {
    send();
    writeAll();
    files.begin(record.date());
    files.stream(record, block, isIndexed);
  }

  /** Ends a page; what is compressed by now is written, and more if too much waits. */
  void endPage() throws IOException {
    if (open == null) {
      files.endPage();
      return;
    }
    open.endsPage = true;
    send();
    while (isTooMuch()) {
      writeNext();
    }
    writeDone();
  }

  /** Writes what is compressed by now. */
  void writeDone() throws IOException {
    while (isNextDone()) {
      writeNext();
    }
  }

  private boolean isTooMuch() {
    return sentBytes > limits.pressingBytes();
  }

  private boolean isNextDone() {
    return !sent.isEmpty() && sent.getFirst().batch.isDone();
  }

  private void send() {
    Parcel parcel = open;
    if (parcel != null) {
      open = null;
      sentBytes += parcel.batch.length();
      sent.add(parcel);
      press.submit(parcel.batch);
    }
  }

  /** Writes all that was taken. */
  void writeAll() throws IOException {
    while (!sent.isEmpty()) {
      writeNext();
    }
  }

  private void writeNext() throws IOException {
    if (failed) {
      throw new IOException("records before these could not be written");
    }
    failed = true;
    Parcel parcel = sent.getFirst();
    Pressed members = press.await(parcel.batch);
    sent.removeFirst();
    sentBytes -= parcel.batch.length();
    files.begin(parcel.date);
    for (int i = 0; i < members.count(); i++) {
      files.put(members, i, parcel.indexed.get(i));
    }
    if (parcel.endsPage) {
      files.endPage();
    }
    failed = false;
  }

  /** Ends the threads; what was not written is lost. */
  @Override
  public void close() {
    sent.clear();
    press.close();
  }
}
