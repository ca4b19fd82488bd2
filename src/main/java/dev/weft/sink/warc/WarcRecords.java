package dev.weft.sink.warc;

import dev.weft.sink.RecordReader;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.RecordVisitor.Place;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.file.Committed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.netpreserve.jwarc.MessageHeaders;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/** Reads WARC files back: each metadata record is one URL at one visit. */
final class WarcRecords implements RecordReader {
  @Override
  public void read(Path folder, List<FileMark> files, RecordVisitor visitor) throws IOException {
    for (FileMark file : files) {
      if (WarcSink.names().isOwn(file.path())) {
        try (InputStream in = Committed.raw(folder, file)) {
          read(in, file.path(), visitor);
        }
      }
    }
  }

  private static void read(InputStream in, String path, RecordVisitor visitor) {
    long number = 0;
    try (WarcReader records = new WarcReader(in)) {
      for (WarcRecord record = records.next().orElse(null);
          record != null;
          record = records.next().orElse(null)) {
        number++;
        if (record instanceof WarcMetadata metadata) {
          tell(metadata, new Place(path, number), visitor);
        }
      }
    } catch (IOException | RuntimeException e) {
      visitor.broken(new Place(path, number + 1), "no WARC record can be read: " + e.getMessage());
    }
  }

  private static void tell(WarcMetadata metadata, Place place, RecordVisitor visitor)
      throws IOException {
    String url = metadata.target();
    MessageHeaders fields = metadata.fields();
    String visit = fields.first("visit").orElse("");
    if (url == null || !visit.matches("[0-9]{1,9}")) {
      visitor.broken(place, "the metadata record lacks its URL or visit");
    } else {
      visitor.record(url, fields.first("request").orElse(null), Integer.parseInt(visit), place);
    }
  }
}
